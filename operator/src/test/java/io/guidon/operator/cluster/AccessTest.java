package io.guidon.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guidon.operator.http.SelfSigned;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
  @TempDir Path folder;

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private Optional<Access> read(String cluster, String user) throws IOException {
    return Kubeconfig.read(
        file(
            "kubeconfig",
            """
            apiVersion: v1
            kind: Config
            current-context: ours
            contexts:
            - name: other
              context: {cluster: other, user: other}
            - name: ours
              context: {cluster: c, user: u, namespace: n}
            clusters:
            - name: other
              cluster: {server: "https://other.test"}
            - name: c
              cluster: %s
            users:
            - name: u
              user: %s
            """
                .formatted(cluster, user)));
  }

  @Test
  void readsAddressAuthorityAndTokenOfTheCurrentContext() throws IOException {
    var authority = Base64.getEncoder().encodeToString("PEM".getBytes(StandardCharsets.UTF_8));

    var access =
        read(
                "{server: 'https://ours.test:6443/', certificate-authority-data: "
                    + authority
                    + "}",
                "{token: secret}")
            .orElseThrow();

    assertThat(access.url()).isEqualTo("https://ours.test:6443");
    assertThat(access.authority()).contains("PEM");
    assertThat(access.token().get()).contains("secret");
  }

  @Test
  void findsFilesBesideTheKubeconfigAndTakesTheRenewedToken() throws IOException {
    file("ca.crt", "PEM");
    file("token", "old\n");
    var access =
        read(
                "{server: 'https://ours.test', certificate-authority: ca.crt}",
                "{token: stale, tokenFile: token}")
            .orElseThrow();
    assertThat(access.token().get()).contains("old");

    file("token", "new\n");

    assertThat(access.authority()).contains("PEM");
    assertThat(access.token().get()).contains("new");
  }

  @Test
  void keepsTheLastTokenWhileItsFileIsAway() throws IOException {
    var token = new TokenFile(file("token", "kept"));
    assertThat(token.get()).contains("kept");

    Files.delete(folder.resolve("token"));

    assertThat(token.get()).contains("kept");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{exec: {command: aws}}",
        "{client-certificate-data: YQ==, client-key-data: YQ==}",
        "{username: u, password: p}",
        "[]"
      })
  void leavesOtherCredentialsToTheLibrary(String user) throws IOException {
    assertThat(read("{server: 'https://ours.test'}", user)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{server: 'https://ours.test', proxy-url: 'http://proxy.test'}",
        "{server: 'https://ours.test', insecure-skip-tls-verify: true}",
        "{}"
      })
  void leavesOtherWaysToTheLibrary(String cluster) throws IOException {
    assertThat(read(cluster, "{token: secret}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "current-context: none"})
  void leavesTheErrorsOfAKubeconfigToTheLibrary(String content) throws IOException {
    assertThat(Kubeconfig.read(file("broken", content))).isEmpty();
  }

  @Test
  void takesTheServiceAccountOfThePod() throws IOException {
    file("ca.crt", "PEM");
    file("token", "mounted");

    var access =
        ServiceAccount.of(
                Map.of("KUBERNETES_SERVICE_HOST", "fd00::1", "KUBERNETES_SERVICE_PORT", "443"),
                folder)
            .orElseThrow();

    assertThat(access.url()).isEqualTo("https://[fd00::1]:443");
    assertThat(access.authority()).contains("PEM");
    assertThat(access.token().get()).contains("mounted");
  }

  @Test
  void takesTheServiceAccountFromWhereTheEnvironmentSays() throws IOException {
    var authority = file("other.crt", "PEM");
    var token = file("other-token", "elsewhere");

    var access =
        ServiceAccount.of(
                Map.of(
                    "KUBERNETES_SERVICE_HOST", "10.0.0.1",
                    "KUBERNETES_SERVICE_PORT", "443",
                    "KUBERNETES_AUTH_SERVICEACCOUNT_TOKEN", token.toString(),
                    "KUBERNETES_CERTS_CA_FILE", authority.toString(),
                    "HTTPS_PROXY", ""),
                folder.resolve("nowhere"))
            .orElseThrow();

    assertThat(access.authority()).contains("PEM");
    assertThat(access.token().get()).contains("elsewhere");
  }

  @Test
  void knowsNoServiceAccountOutsideOfAPodAndNoProxy() throws IOException {
    file("ca.crt", "PEM");
    file("token", "mounted");
    var pod = Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1", "KUBERNETES_SERVICE_PORT", "443");

    assertThat(ServiceAccount.of(Map.of(), folder)).isEmpty();
    assertThat(ServiceAccount.of(pod, folder.resolve("nowhere"))).isEmpty();
    var behindProxy = new HashMap<>(pod);
    behindProxy.put("https_proxy", "http://proxy.test:3128");
    assertThat(ServiceAccount.of(behindProxy, folder)).isEmpty();
  }

  @Test
  void trustsTheGivenAuthorityAndNobodyElse() throws Exception {
    var pem = new SelfSigned(folder, "ours.test").pem();

    var trust = new Access("", Optional.of(pem), Optional::empty).trust();

    assertThat(((X509TrustManager) trust[0]).getAcceptedIssuers())
        .extracting(issuer -> issuer.getSubjectX500Principal().getName())
        .containsExactly("CN=ours.test");
  }

  @Test
  void saysThatAnAuthorityHoldsNoCertificate() {
    var access = new Access("", Optional.of("nothing"), Optional::empty);

    assertThatThrownBy(access::trust)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("certificate authority of the API server");
  }
}
