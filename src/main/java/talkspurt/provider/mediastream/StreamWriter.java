package talkspurt.provider.mediastream;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import talkspurt.audio.FrameResampler;
import talkspurt.audio.G711;
import talkspurt.collect.Collect;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.SpeechToSpeech.Request;
import talkspurt.provider.ToolResult;
import talkspurt.provider.ToolSpec;
import talkspurt.text.Placeholders;

/** What one bot is told, as messages in their order. Not thread-safe. */
final class StreamWriter {

  private static final int RATE_HZ = 8000;

  /** There are no accounts here; clients that look for one find this. */
  private static final String ACCOUNT = "talkspurt";

  private static final String RETURNED = new ToolResult.Returned("").status();

  private final String streamSid;
  private final String callSid;
  private final List<ToolSpec> tools;
  private final Map<String, String> parameters = new HashMap<>();
  private final FrameResampler resampler = new FrameResampler(RATE_HZ);
  private long sequence;

  /** The bot's name for the last wish that a caller be asked for a value; or that of the tool, on another stream. */
  private String collecting = Collect.TOOL;

  private long chunk;

  /**
   * A writer for one stream.
   *
   * @param parameters the bot's, with names of variables in braces
   */
  StreamWriter(String streamSid, Request request, Map<String, String> parameters) {
    this.streamSid = streamSid;
    this.callSid = request.callId();
    this.tools = request.tools();
    parameters.forEach(
        (name, text) -> this.parameters.put(name, Placeholders.fill(text, request.variables())));
  }

  /** The messages that come first. */
  List<StreamMessage> begin() {
    return List.of(
        new StreamMessage.Connected(),
        new StreamMessage.Start(next(), ACCOUNT, streamSid, callSid, parameters, tools));
  }

  /** What the protocol has no word for is passed over. */
  Optional<StreamMessage> write(Input input) {
    return input instanceof Input.CallerTurn
            || input instanceof Input.SessionChanged
            || input instanceof Input.InLanguage
            || input instanceof Input.TakeOver
            || input instanceof Input.Hint
            || input instanceof Input.Typed
            || input instanceof Input.WrapUp
            || input instanceof Input.Withheld
            || input instanceof Input.Goodbye
        ? Optional.empty()
        : Optional.of(message(input));
  }

  private StreamMessage message(Input input) {
    if (input instanceof Input.Audio audio) {
      return media(audio);
    }
    if (input instanceof Input.Key pressed) {
      return new StreamMessage.Dtmf(next(), streamSid, pressed.key());
    }
    if (input instanceof Input.MarkReached mark) {
      return new StreamMessage.Mark(next(), streamSid, mark.name());
    }
    if (input instanceof Input.Interrupted cut) {
      return new StreamMessage.Interrupt(next(), streamSid, cut.playedMs(), cut.lastMark());
    }
    if (input instanceof Input.Collected collected) {
      return new StreamMessage.ToolResult(
          next(), streamSid, collecting, RETURNED, collected.told());
    }
    if (input instanceof Input.ToolReturned tool) {
      collecting = tool.last() && !tool.words() ? tool.call() : collecting;
      return new StreamMessage.ToolResult(
          next(), streamSid, tool.call(), tool.status(), tool.told());
    }
    throw new AssertionError(input);
  }

  /** The message that comes last. */
  StreamMessage end() {
    return new StreamMessage.Stop(next(), ACCOUNT, streamSid, callSid);
  }

  private StreamMessage media(Input.Audio audio) {
    byte[] payload = G711.toMuLaw(resampler.convert(audio.frame()));
    chunk++;
    return new StreamMessage.Media(next(), streamSid, chunk, audio.atMs(), payload);
  }

  private long next() {
    return ++sequence;
  }
}
