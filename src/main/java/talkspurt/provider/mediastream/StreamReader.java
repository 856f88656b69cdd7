package talkspurt.provider.mediastream;

import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.G711;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.SpeechToSpeech.Output;
import talkspurt.telemetry.Metrics;

/**
 * What one bot's messages mean. A mistake is counted and forgiven until there are too many. Not
 * thread-safe.
 */
final class StreamReader {

  private static final Logger LOG = LoggerFactory.getLogger(StreamReader.class);
  private static final int RATE_HZ = 8000;

  private final String streamSid;
  private final String callId;
  private final int mostUnreadable;
  private final Metrics metrics;
  private int unreadable;

  StreamReader(String streamSid, String callId, int mostUnreadable, Metrics metrics) {
    this.streamSid = streamSid;
    this.callId = callId;
    this.mostUnreadable = mostUnreadable;
    this.metrics = metrics;
  }

  /** What a message says; nothing stands for one that is no text. */
  Optional<Output> read(Optional<String> text) {
    return said(text.map(whole -> BotMessageCodec.decode(whole, streamSid))
        .orElseGet(() -> new BotMessage.Unreadable(BotMessage.Why.NO_TEXT)));
  }

  private Optional<Output> said(BotMessage message) {
    if (message instanceof BotMessage.Media media) {
      return Optional.of(
          new Output.Audio(new AudioFrame(RATE_HZ, G711.fromMuLaw(media.payload()))));
    }
    if (message instanceof BotMessage.Mark mark) {
      return Optional.of(new Output.Mark(mark.name()));
    }
    if (message instanceof BotMessage.Clear) {
      return Optional.of(new Output.Clear());
    }
    if (message instanceof BotMessage.Unknown) {
      metrics.botUnreadable("unknown_event");
      return Optional.empty();
    }
    if (message instanceof BotMessage.Unreadable what) {
      return skip(what.why());
    }
    throw new AssertionError(message);
  }

  private Optional<Output> skip(BotMessage.Why why) {
    metrics.botUnreadable(why.name().toLowerCase(Locale.ROOT));
    unreadable++;
    if (unreadable == 1) {
      LOG.info("the bot of call {} sent what cannot be read: {}", callId, why);
    }
    return unreadable <= mostUnreadable
        ? Optional.empty()
        : Optional.of(new Output.Failed(new ProviderFailure(
            ProviderFailure.Kind.BROKE_PROTOCOL,
            MediaStreamBot.NAME,
            "sent more than " + mostUnreadable + " messages that cannot be read; the last: "
                + why)));
  }
}
