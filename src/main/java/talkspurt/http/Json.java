package talkspurt.http;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** How JSON is read and written here. */
final class Json {

  private static final ObjectMapper MAPPER = JsonMapper.builder()
      .addModules(new JavaTimeModule(), new Jdk8Module())
      .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .defaultPropertyInclusion(JsonInclude.Value.construct(
          JsonInclude.Include.NON_ABSENT, JsonInclude.Include.USE_DEFAULTS))
      .build();

  private Json() {}

  static HttpResponse ok(Object body) {
    return answer(StatusCodes.OK, ContentTypes.APPLICATION_JSON, body);
  }

  static HttpResponse answer(StatusCode status, ContentType type, Object body) {
    return HttpResponse.create()
        .withStatus(status)
        .withEntity(HttpEntities.create(type, bytes(body)));
  }

  /** The tree of a body that must be an object. */
  static JsonNode object(String body) {
    JsonNode tree = tree(body);
    if (!tree.isObject()) {
      throw Problem.of(ProblemKind.BAD_REQUEST, "the body must be a JSON object")
          .found();
    }
    return tree;
  }

  private static JsonNode tree(String body) {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException unreadable) {
      JsonLocation at = unreadable.getLocation();
      String where =
          at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw Problem.of(ProblemKind.BAD_REQUEST, "the body is not proper JSON" + where)
          .found();
    }
  }

  static String text(Object body) {
    return new String(bytes(body), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(Object body) {
    try {
      return MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
