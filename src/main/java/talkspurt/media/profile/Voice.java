package talkspurt.media.profile;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import talkspurt.audio.AudioFrame;
import talkspurt.call.SpokenPart.Kind;
import talkspurt.media.playout.TtsPiece;
import talkspurt.media.playout.VoicePace;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.UsageMeter;

/**
 * A synthesizer with one of its voices.
 *
 * @param synthesizer text to speech
 * @param name the synthesizer's name of a voice, or empty for its default
 * @param pace how evenly its sound has come so far
 */
public record Voice(Synthesizer synthesizer, String name, VoicePace pace) {

  /** A voice of which nothing is kept. */
  public Voice(Synthesizer synthesizer, String name) {
    this(synthesizer, name, VoicePace.NONE);
  }

  /** Words as a segment, asked for each time it is run, and worked out only as fast as it is played. */
  public Source<TtsPiece, NotUsed> say(
      Kind kind, String words, String language, Failures failures, UsageMeter meter) {
    Synthesizer.Request request = new Synthesizer.Request(language, name, words, meter);
    Source<Synthesizer.Sound, NotUsed> sound = Source.lazySource(
            () -> synthesizer.synthesize(request))
        .mapMaterializedValue(later -> NotUsed.getInstance());
    Source<TtsPiece, NotUsed> segment =
        segment(kind, words, sound.mapConcat(piece -> pieces(piece, failures)));
    return pace == VoicePace.NONE ? segment : Source.single(spokenBy(failures)).concat(segment);
  }

  private TtsPiece spokenBy(Failures failures) {
    return new TtsPiece.SpokenBy(
        pace,
        ms -> failures.tell(
            synthesizer.failure(
                ProviderFailure.Kind.SPEECH_GAP, "silent for " + ms + " ms within a sentence"),
            true));
  }

  /** Sound of this voice as a segment, whose words may be others than were said. */
  public static Source<TtsPiece, NotUsed> segment(
      Kind kind, String words, Source<Synthesizer.Sound, NotUsed> sound, Failures failures) {
    return segment(kind, words, sound.mapConcat(piece -> pieces(piece, failures)));
  }

  /** Sound as a segment. */
  public static Source<TtsPiece, NotUsed> segment(
      Kind kind, String words, Source<TtsPiece, NotUsed> sound) {
    return Source.<TtsPiece>single(new TtsPiece.SegmentBegins(words, kind))
        .concat(sound)
        .concat(Source.single(new TtsPiece.SegmentEnds()));
  }

  /** A recording as a segment, of these words. */
  public static Source<TtsPiece, NotUsed> recording(Kind kind, String words, AudioFrame recording) {
    return segment(kind, words, Source.fromIterator(() -> frames(recording)));
  }

  /** Recordings may be long; a stream that has many frames to send has no time for all at once. */
  private static Iterator<TtsPiece> frames(AudioFrame recording) {
    int size = AudioFrame.samplesPerFrame(recording.rateHz());
    short[] samples = recording.samples();
    return IntStream.iterate(0, from -> from < samples.length, from -> from + size)
        .mapToObj(from -> Arrays.copyOfRange(samples, from, Math.min(samples.length, from + size)))
        .<TtsPiece>map(piece -> new TtsPiece.Sound(new AudioFrame(recording.rateHz(), piece)))
        .iterator();
  }

  private static List<TtsPiece> pieces(Synthesizer.Sound sound, Failures failures) {
    if (sound instanceof Synthesizer.Sound.Pcm pcm) {
      return List.of(new TtsPiece.Sound(pcm.frame()));
    }
    if (sound instanceof Synthesizer.Sound.Said said) {
      return List.of(new TtsPiece.Said(said.characters(), said.ms()));
    }
    if (sound instanceof Synthesizer.Sound.Given given) {
      return List.of(new TtsPiece.Given(given.form()));
    }
    if (sound instanceof Synthesizer.Sound.GaveWay first) {
      failures.tell(first.failure(), true);
      return List.of();
    }
    if (sound instanceof Synthesizer.Sound.Failed failed) {
      failures.tell(failed.failure(), false);
      return List.of(new TtsPiece.SegmentBreaks());
    }
    throw new AssertionError(sound);
  }
}
