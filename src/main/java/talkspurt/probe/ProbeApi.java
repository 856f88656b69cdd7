package talkspurt.probe;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** The engine's API, from near or far. Blocks. */
public interface ProbeApi {

  /** An answer; a body that is no JSON is an empty one. */
  record Answer(int status, JsonNode body) {}

  /** Asks for something. */
  Answer get(String path) throws IOException, InterruptedException;

  /** Sends JSON. */
  Answer post(String path, String json) throws IOException, InterruptedException;
}
