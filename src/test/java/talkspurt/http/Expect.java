package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import talkspurt.http.ServedApi.Answer;

/** What the tests of this package expect of answers. */
final class Expect {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Expect() {}

  static void json(Answer answer, int status, String golden) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.type()).isEqualTo("application/json");
    assertThat(tree(answer.body())).isEqualTo(tree(golden));
  }

  static void text(Answer answer, int status, String line) {
    assertThat(answer.body()).isEqualTo(line);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.type()).isEqualTo("text/plain; charset=UTF-8");
  }

  /** A problem document of the kind; answers its detail. */
  static String problem(Answer answer, int status, String slug) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.type()).isEqualTo("application/problem+json");
    JsonNode problem = tree(answer.body());
    assertThat(problem.path("type").asText()).isEqualTo("urn:talkspurt:problem:" + slug);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("title").asText()).isNotBlank();
    return problem.path("detail").asText();
  }

  /** A bad field; answers what is said of it. */
  static String badField(Answer answer, String field) {
    String detail = problem(answer, 400, "bad-request");
    assertThat(tree(answer.body()).path("field").asText()).isEqualTo(field);
    return detail;
  }

  static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException unreadable) {
      throw new AssertionError(json, unreadable);
    }
  }
}
