package io.guidon.sim.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.rest.ProtobufMessages.Field;
import io.guidon.sim.store.Trees;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * Reads the protobuf bodies that {@code kubectl create} sends for compiled kinds. The envelope is
 * that of Kubernetes: four bytes, then a message with the type and the bytes of the object. What is
 * not in {@link ProtobufMessages} is refused rather than lost.
 */
final class Protobuf {

  private static final byte[] MAGIC = {'k', '8', 's', 0};

  private final ByteBuffer in;

  private Protobuf(byte[] bytes) {
    this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The object in an envelope. */
  static ObjectNode object(byte[] body) {
    if (body.length < MAGIC.length
        || !Arrays.equals(body, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw Refusal.badRequest(
          "the body was announced as application/vnd.kubernetes.protobuf, but does not begin with"
              + " the prefix k8s\\x00");
    }
    var envelope =
        new Protobuf(Arrays.copyOfRange(body, MAGIC.length, body.length)).message("Envelope");
    var kind = Trees.text(envelope, "type", "kind");
    if (!ProtobufMessages.knows(kind)) {
      throw unread("objects of kind " + kind);
    }
    var bytes = Base64.getDecoder().decode(Trees.text(envelope, "raw"));
    return new Protobuf(bytes)
        .message(kind)
        .put("apiVersion", Trees.text(envelope, "type", "apiVersion"))
        .put("kind", kind);
  }

  private ObjectNode message(String name) {
    var object = Trees.object();
    while (in.hasRemaining()) {
      long tag = varint();
      int number = (int) (tag >>> 3);
      var payload = payload((int) tag & 7);
      var field = ProtobufMessages.field(name, number);
      if (field.isPresent()) {
        put(object, field.get(), payload);
      } else if (!payload.isZero()) {
        throw unread("field " + number + " of " + name);
      }
    }
    return object;
  }

  private static void put(ObjectNode object, Field field, Payload payload) {
    switch (field.many()) {
      case ONE -> {
        if (field.isPointer() || !payload.isZero()) {
          object.set(field.name(), value(field.type(), payload));
        }
      }
      case LIST -> object.withArray(field.name()).add(value(field.type(), payload));
      case MAP -> {
        var entry = new Protobuf(payload.bytes()).message(field.type() + "Entry");
        Trees.need(object, field.name()).set(Trees.text(entry, "key"), entry.path("value"));
      }
    }
  }

  private static JsonNode value(String type, Payload payload) {
    var nodes = Trees.object();
    return switch (type) {
      case "string" -> nodes.textNode(new String(payload.bytes(), StandardCharsets.UTF_8));
      case "bytes" -> nodes.textNode(Base64.getEncoder().encodeToString(payload.bytes()));
      case "int" -> nodes.numberNode(payload.number());
      case "bool" -> nodes.booleanNode(payload.number() != 0);
      case "Time" -> {
        var time = new Protobuf(payload.bytes()).message("Time");
        yield nodes.textNode(Instant.ofEpochSecond(time.path("seconds").asLong()).toString());
      }
      case "IntOrString" -> {
        var either = new Protobuf(payload.bytes()).message("IntOrString");
        yield either.path("type").asInt() == 1
            ? nodes.textNode(Trees.text(either, "text"))
            : nodes.numberNode(either.path("number").asInt());
      }
      case "Quantity" ->
          nodes.textNode(Trees.text(new Protobuf(payload.bytes()).message("Quantity"), "text"));
      default -> new Protobuf(payload.bytes()).message(type);
    };
  }

  /** What stands behind a tag: a number, or bytes. */
  private record Payload(long number, ByteBuffer content) {
    boolean isZero() {
      return number == 0 && !content.hasRemaining();
    }

    byte[] bytes() {
      var bytes = new byte[content.remaining()];
      content.duplicate().get(bytes);
      return bytes;
    }
  }

  private Payload payload(int wireType) {
    var none = ByteBuffer.allocate(0);
    return switch (wireType) {
      case 0 -> new Payload(varint(), none);
      case 1 -> new Payload(in.getLong(), none);
      case 5 -> new Payload(in.getInt(), none);
      case 2 -> {
        int length = (int) varint();
        if (length < 0 || length > in.remaining()) {
          throw Refusal.badRequest("unexpected EOF");
        }
        var content = in.slice(in.position(), length);
        in.position(in.position() + length);
        yield new Payload(0, content);
      }
      default -> throw Refusal.badRequest("proto: illegal wireType " + wireType);
    };
  }

  private long varint() {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE && in.hasRemaining(); shift += 7) {
      byte next = in.get();
      number |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw Refusal.badRequest("unexpected EOF");
  }

  private static Refusal unread(String what) {
    return Refusal.unsupported(
        "application/json, application/yaml (this simulated API server does not read "
            + what
            + " in protobuf: write a manifest and use 'kubectl apply -f')");
  }
}
