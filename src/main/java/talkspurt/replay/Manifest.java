package talkspurt.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A list of recorded situations: {@code {"cases": [{"id": …, "far": …, "mic": …}, …]}}. */
final class Manifest {

  private Manifest() {}

  /** The situations of a file; an {@link InputFailure} says what is wrong with it. */
  static List<Situation> read(Path path) throws IOException {
    JsonNode cases = json(path).path("cases");
    if (!cases.isArray()) {
      throw new InputFailure(path, "has no list \"cases\"");
    }
    List<Situation> situations = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (JsonNode entry : cases) {
      Situation situation = Situation.of(path, situations.size(), entry);
      if (!ids.add(situation.id())) {
        throw new InputFailure(path, "has two cases called " + situation.id());
      }
      situations.add(situation);
    }
    return situations;
  }

  private static JsonNode json(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new InputFailure(path, "no such file");
    }
    try {
      return new ObjectMapper().readTree(path.toFile());
    } catch (JsonProcessingException wrong) {
      throw new InputFailure(path, "not JSON, line " + wrong.getLocation().getLineNr());
    }
  }
}
