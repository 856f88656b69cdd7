package talkspurt.provider.tts;

import akka.NotUsed;
import akka.japi.pf.PFBuilder;
import akka.stream.Attributes;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.transport.DeadlineStage;
import talkspurt.provider.transport.ProviderFault;

/** What the streams of all voices have in common: patience, reading, and a failure as the last element. */
public final class SoundStream {

  private static final byte[] END = new byte[0];

  /** A provider's failure is no error of a stage, for the log. */
  private static final Attributes QUIET = Attributes.logLevels(
      Attributes.logLevelOff(), Attributes.logLevelOff(), Attributes.logLevelOff());

  private SoundStream() {}

  /**
   * Sound out of bytes; a sentence of which nothing sounds is a fault.
   *
   * @param readers makes a reader for each time the source is run
   */
  public static Source<Sound, NotUsed> read(
      String provider, String text, Source<byte[], NotUsed> bytes, Supplier<SoundReader> readers) {
    return bytes
        .filter(piece -> piece.length > 0)
        .concatLazy(Source.single(END))
        .statefulMapConcat(() -> {
          SoundReader reader = readers.get();
          boolean[] sounds = new boolean[1];
          return piece -> {
            if (piece == END) {
              List<Sound> rest = reader.end();
              if (!sounds[0] && rest.isEmpty() && speakable(text)) {
                throw ProviderFault.of(Kind.BROKE_PROTOCOL, provider, "no sound at all");
              }
              return rest;
            }
            List<Sound> read = reader.read(piece);
            sounds[0] |= !read.isEmpty();
            return read;
          };
        });
  }

  /** Whether anything of a text can be said. */
  public static boolean speakable(String text) {
    return text.codePoints().anyMatch(Character::isLetterOrDigit);
  }

  /** Fails when what is wanted does not come in time. */
  public static <T> Flow<T, T, NotUsed> patience(Duration first, Duration next) {
    return Flow.fromGraph(new DeadlineStage<>(first, next));
  }

  /** What a provider or the way to it did wrong becomes the last element; faults of ours stay. */
  public static Source<Sound, NotUsed> told(String provider, Source<Sound, NotUsed> sounds) {
    return sounds
        .addAttributes(QUIET)
        .recover(new PFBuilder<Throwable, Sound>()
            .match(
                Throwable.class,
                ProviderFault::known,
                thrown -> new Sound.Failed(ProviderFault.of(provider, thrown).failure()))
            .build());
  }
}
