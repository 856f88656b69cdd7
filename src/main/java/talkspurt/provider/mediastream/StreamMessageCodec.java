package talkspurt.provider.mediastream;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Messages to a bot as text: JSON, with numbers as texts where Twilio has them so. Total. */
final class StreamMessageCodec {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int MEDIA_CHARACTERS = 192;
  private static final JsonNodeFactory JSON = MAPPER.getNodeFactory();

  private StreamMessageCodec() {}

  static String encode(StreamMessage message) {
    if (message instanceof StreamMessage.Connected) {
      return event("connected").put("protocol", "Call").put("version", "1.0.0").toString();
    }
    if (message instanceof StreamMessage.Start start) {
      return start(start).toString();
    }
    if (message instanceof StreamMessage.Media media) {
      return media(media);
    }
    if (message instanceof StreamMessage.Dtmf key) {
      ObjectNode all = event("dtmf", key.sequence()).put("streamSid", key.streamSid());
      all.putObject("dtmf").put("track", "inbound_track").put("digit", String.valueOf(key.digit()));
      return all.toString();
    }
    if (message instanceof StreamMessage.Mark mark) {
      ObjectNode all = event("mark", mark.sequence()).put("streamSid", mark.streamSid());
      all.putObject("mark").put("name", mark.name());
      return all.toString();
    }
    if (message instanceof StreamMessage.Interrupt cut) {
      ObjectNode all = event("interrupt", cut.sequence()).put("streamSid", cut.streamSid());
      all.putObject("interrupt").put("playedMs", cut.playedMs()).put("lastMark", cut.lastMark());
      return all.toString();
    }
    if (message instanceof StreamMessage.ToolResult result) {
      ObjectNode all = event("tool-result", result.sequence()).put("streamSid", result.streamSid());
      all.putObject("toolResult")
          .put("id", result.id())
          .put("status", result.status())
          .put("content", result.content());
      return all.toString();
    }
    if (message instanceof StreamMessage.Stop stop) {
      ObjectNode all = event("stop", stop.sequence()).put("streamSid", stop.streamSid());
      all.putObject("stop").put("accountSid", stop.accountSid()).put("callSid", stop.callSid());
      return all.toString();
    }
    throw new AssertionError(message);
  }

  /** 50 a second: written without a tree. */
  private static String media(StreamMessage.Media media) {
    StringWriter text = new StringWriter(MEDIA_CHARACTERS + 2 * media.payload().length);
    try (JsonGenerator json = MAPPER.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("event", "media");
      json.writeStringField("sequenceNumber", Long.toString(media.sequence()));
      json.writeObjectFieldStart("media");
      json.writeStringField("track", "inbound");
      json.writeStringField("chunk", Long.toString(media.chunk()));
      json.writeStringField("timestamp", Long.toString(media.timestampMs()));
      json.writeBinaryField("payload", media.payload());
      json.writeEndObject();
      json.writeStringField("streamSid", media.streamSid());
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static ObjectNode start(StreamMessage.Start start) {
    ObjectNode all = event("start", start.sequence());
    ObjectNode told = all.putObject("start");
    told.put("accountSid", start.accountSid())
        .put("streamSid", start.streamSid())
        .put("callSid", start.callSid())
        .putArray("tracks")
        .add("inbound");
    told.putObject("mediaFormat")
        .put("encoding", "audio/x-mulaw")
        .put("sampleRate", 8000)
        .put("channels", 1);
    ObjectNode parameters = told.putObject("customParameters");
    start.customParameters().forEach(parameters::put);
    if (!start.tools().isEmpty()) {
      ArrayNode tools = told.putArray("tools");
      start
          .tools()
          .forEach(tool -> tools
              .addObject()
              .put("name", tool.name())
              .put("description", tool.description())
              .putRawValue("parameters", new RawValue(tool.parameters())));
    }
    return all.put("streamSid", start.streamSid());
  }

  private static ObjectNode event(String name, long sequence) {
    return event(name).put("sequenceNumber", Long.toString(sequence));
  }

  private static ObjectNode event(String name) {
    return JSON.objectNode().put("event", name);
  }
}
