package io.guidon.sim.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.rest.Tables.Column;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BuiltInColumnsTest {

  private static final InstantSource NOON =
      InstantSource.fixed(Instant.parse("2026-01-01T12:00:00Z"));

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          Deployment;  {"metadata":{"name":"a"},"spec":{"replicas":3},"status":{"readyReplicas":2,"updatedReplicas":3,"availableReplicas":1}}; Name=a Ready=2/3 Up-to-date=3 Available=1 Age=<unknown>
          ReplicaSet;  {"metadata":{"name":"a"},"spec":{"replicas":3},"status":{"replicas":2,"readyReplicas":1}}; Name=a Desired=3 Current=2 Ready=1 Age=<unknown>
          Pod;         {"metadata":{"name":"a","creationTimestamp":"2026-01-01T11:58:30Z"},"spec":{"containers":[{"name":"c"}]},"status":{"phase":"Running","containerStatuses":[{"ready":false,"restartCount":3,"state":{"waiting":{"reason":"CrashLoopBackOff"}},"lastState":{"terminated":{"finishedAt":"2026-01-01T11:59:00Z"}}}]}}; Name=a Ready=0/1 Status=CrashLoopBackOff Restarts=3 (60s ago) Age=90s
          Pod;         {"metadata":{"name":"a","deletionTimestamp":"2026-01-01T12:00:30Z"},"status":{"phase":"Running"}}; Name=a Ready=0/0 Status=Terminating Restarts=0 Age=<unknown>
          Service;     {"metadata":{"name":"a"},"spec":{"type":"NodePort","clusterIP":"10.0.0.1","ports":[{"port":80,"nodePort":30080,"protocol":"TCP"}]}}; Name=a Type=NodePort Cluster-IP=10.0.0.1 External-IP=<none> Port(s)=80:30080/TCP Age=<unknown>
          HorizontalPodAutoscaler; {"metadata":{"name":"a"},"spec":{"scaleTargetRef":{"kind":"Deployment","name":"d"},"minReplicas":1,"maxReplicas":4,"metrics":[{"resource":{"name":"cpu","target":{"averageUtilization":80}}}]},"status":{"currentReplicas":2}}; Name=a Reference=Deployment/d Targets=cpu: <unknown>/80% MinPods=1 MaxPods=4 Replicas=2 Age=<unknown>
          EndpointSlice; {"metadata":{"name":"a"},"addressType":"IPv4","ports":[{"port":80}],"endpoints":[{"addresses":["1"]},{"addresses":["2"]},{"addresses":["3"]},{"addresses":["4"]}]}; Name=a AddressType=IPv4 Ports=80 Endpoints=1,2,3 + 1 more... Age=<unknown>
          Event;       {"metadata":{"name":"a"},"type":"Normal","reason":"Synced","message":"done ","lastTimestamp":"2026-01-01T11:00:00Z","involvedObject":{"kind":"Canary","name":"c"}}; Last Seen=60m Type=Normal Reason=Synced Object=canary/c Message=done
          Secret;      {"metadata":{"name":"a"},"type":"Opaque","data":{"x":"eA=="}}; Name=a Type=Opaque Data=1 Age=<unknown>
          Lease;       {"metadata":{"name":"a"},"spec":{"holderIdentity":"me"}}; Name=a Holder=me Age=<unknown>
          """)
  void shows(String kind, String object, String cells) {
    var tree = (ObjectNode) Served.parse(object);

    var shown =
        BuiltInColumns.of(kind, NOON).stream()
            .filter(column -> column.priority() == 0)
            .map(column -> cell(column, tree))
            .collect(Collectors.joining(" "));

    assertThat(shown).isEqualTo(cells);
  }

  private static String cell(Column column, ObjectNode object) {
    return column.name() + "=" + column.cell().of(object).asText();
  }
}
