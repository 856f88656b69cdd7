package talkspurt.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What was heard of many situations, as the scripts of {@code src/train} read it. */
final class DetectionsFile implements Closeable {

  /** One situation; null leaves a key out. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Entry(
      List<Double> detections,
      List<Double> scores,
      List<Span> stt,
      List<FloorReplay.Decision> floor,
      List<FloorReplay.Decision> floorWithWords,
      String clean) {}

  private final JsonGenerator json;

  DetectionsFile(Path path, String system) throws IOException {
    json = new ObjectMapper()
        .getFactory()
        .createGenerator(Files.newOutputStream(path), JsonEncoding.UTF8)
        .setPrettyPrinter(new DefaultPrettyPrinter())
        .disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
    json.writeStartObject();
    json.writeStringField("system", system);
    json.writeObjectFieldStart("cases");
  }

  void write(String id, Entry entry) throws IOException {
    json.writeObjectField(id, entry);
  }

  /** Completes the file; one closed without that is no JSON and cannot be taken for a whole one. */
  void complete() throws IOException {
    json.writeEndObject();
    json.writeEndObject();
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
