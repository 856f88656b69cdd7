package talkspurt.provider.mediastream;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import talkspurt.provider.ToolSpec;

/** What we tell a bot. {@code sequence} grows by 1 from each message to the next, from 1. */
sealed interface StreamMessage {

  /** The first message: which protocol this is. */
  record Connected() implements StreamMessage {}

  /** The second: what stream and call this is. */
  record Start(
      long sequence,
      String accountSid,
      String streamSid,
      String callSid,
      Map<String, String> customParameters,
      List<ToolSpec> tools)
      implements StreamMessage {

    /** In the order of their names, so that the same call makes the same message. */
    public Start {
      customParameters = new TreeMap<>(customParameters);
      tools = List.copyOf(tools);
    }

    /** Of a bot without tools. */
    public Start(
        long sequence,
        String accountSid,
        String streamSid,
        String callSid,
        Map<String, String> customParameters) {
      this(sequence, accountSid, streamSid, callSid, customParameters, List.of());
    }
  }

  /**
   * 20 ms of the caller.
   *
   * @param chunk counts these messages, from 1
   * @param timestampMs since the stream began
   * @param payload µ-law, 8 kHz
   */
  record Media(long sequence, String streamSid, long chunk, long timestampMs, byte[] payload)
      implements StreamMessage {}

  /** The caller pressed a key. */
  record Dtmf(long sequence, String streamSid, char digit) implements StreamMessage {}

  /** All that the bot sent before the mark of this name was played, or dropped. */
  record Mark(long sequence, String streamSid, String name) implements StreamMessage {}

  /** The caller interrupted the bot: not in Twilio's protocol, and sent only where it is set. */
  record Interrupt(long sequence, String streamSid, int playedMs, String lastMark)
      implements StreamMessage {}

  /**
   * What came of a tool that the bot wanted: not in Twilio's protocol, and sent only to a bot that asked.
   *
   * @param id as the bot named its wish
   * @param status a word for it, such as {@code returned} or {@code failed}
   * @param content what the tool told, or why there is nothing
   */
  record ToolResult(long sequence, String streamSid, String id, String status, String content)
      implements StreamMessage {}

  /** The last message: the call is over. */
  record Stop(long sequence, String accountSid, String streamSid, String callSid)
      implements StreamMessage {}
}
