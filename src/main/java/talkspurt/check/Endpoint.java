package talkspurt.check;

import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import talkspurt.provider.Responder;
import talkspurt.provider.SpeechToSpeech;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.Transcriber;
import talkspurt.provider.mcp.McpToolRunner;

/** One provider of a profile, without those that would take over for it. */
public sealed interface Endpoint {

  /** Where it stands in the profile, what kind it is, and where it is reached. */
  String name();

  /**
   * A synthesizer.
   *
   * @param voice its name of a voice, or empty
   */
  record Speaks(String name, Synthesizer synthesizer, String voice) implements Endpoint {}

  /**
   * A transcriber.
   *
   * @param phrases what it is told that callers say
   */
  record Hears(String name, Transcriber transcriber, List<String> phrases) implements Endpoint {
    public Hears {
      phrases = List.copyOf(phrases);
    }
  }

  /**
   * An agent.
   *
   * @param tools what it is offered; none of it is run
   */
  record Answers(String name, Responder responder, Supplier<List<ToolSpec>> tools)
      implements Endpoint {}

  /** A bot that hears and speaks for itself. */
  record Converses(String name, SpeechToSpeech bot) implements Endpoint {}

  /** The server of a tool. It is connected to, and asked for nothing. */
  record Runs(String name, URI url) implements Endpoint {}

  /** The tools of an MCP server. They are listed, and none is run. */
  record Lends(String name, McpToolRunner tools) implements Endpoint {}
}
