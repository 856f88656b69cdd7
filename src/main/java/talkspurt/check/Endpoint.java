package talkspurt.check;

import java.net.URI;
import java.util.List;
import talkspurt.provider.Responder;
import talkspurt.provider.SpeechToSpeech;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.Transcriber;

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
  record Answers(String name, Responder responder, List<ToolSpec> tools) implements Endpoint {
    public Answers {
      tools = List.copyOf(tools);
    }
  }

  /** A bot that hears and speaks for itself. */
  record Converses(String name, SpeechToSpeech bot) implements Endpoint {}

  /** The server of a tool. It is connected to, and asked for nothing. */
  record Runs(String name, URI url) implements Endpoint {}
}
