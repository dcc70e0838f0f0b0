package io.guidon.e2e.prometheus;

import io.guidon.sim.prometheus.Sample;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.TreeMap;

/**
 * Samples as Prometheus takes them from outside (<a
 * href="https://prometheus.io/docs/concepts/remote_write_spec/">remote write 1.0</a>): a protobuf
 * message in a snappy block. The only way in that carries stale markers.
 */
final class RemoteWrite {
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED_64 = 1;
  private static final int VARINT = 0;
  private static final int LONGEST_LITERAL = 1 << 16;

  private final ByteArrayOutputStream request = new ByteArrayOutputStream();

  void add(Instant at, Sample sample) {
    var series = new ByteArrayOutputStream();
    var labels = new TreeMap<>(sample.labels());
    labels.put("__name__", sample.name());
    labels.forEach((name, value) -> {
      var label = new ByteArrayOutputStream();
      put(label, 1, name.getBytes(StandardCharsets.UTF_8));
      put(label, 2, value.getBytes(StandardCharsets.UTF_8));
      put(series, 1, label.toByteArray());
    });
    var point = new ByteArrayOutputStream();
    tag(point, 1, FIXED_64);
    var bits = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    point.writeBytes(bits.putLong(Double.doubleToRawLongBits(sample.value())).array());
    tag(point, 2, VARINT);
    varint(point, at.toEpochMilli());
    put(series, 2, point.toByteArray());
    put(request, 1, series.toByteArray());
  }

  /** The body of the request, not made any smaller: snappy also takes plain pieces. */
  byte[] body() {
    var plain = request.toByteArray();
    var block = new ByteArrayOutputStream();
    varint(block, plain.length);
    for (int from = 0; from < plain.length; from += LONGEST_LITERAL) {
      int length = Math.min(LONGEST_LITERAL, plain.length - from);
      // A literal whose length less one follows in two bytes.
      block.write(61 << 2);
      block.write(length - 1);
      block.write((length - 1) >> Byte.SIZE);
      block.write(plain, from, length);
    }
    return block.toByteArray();
  }

  private static void put(ByteArrayOutputStream to, int field, byte[] content) {
    tag(to, field, LENGTH_DELIMITED);
    varint(to, content.length);
    to.writeBytes(content);
  }

  private static void tag(ByteArrayOutputStream to, int field, int type) {
    varint(to, ((long) field << 3) | type);
  }

  private static void varint(ByteArrayOutputStream to, long value) {
    long left = value;
    while (left >= 0x80) {
      to.write((int) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    to.write((int) left);
  }
}
