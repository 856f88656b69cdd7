package talkspurt.audio;

import static talkspurt.fake.Allocation.atMost;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import talkspurt.fake.Sounds;

/** What a frame costs the heap where it is heard and examined. The samples of one are 336 bytes. */
class AudioAllocationTest {

  private static final AudioFrame SILENCE = AudioFrame.silence(8000);
  private static final AudioFrame PIECE = new AudioFrame(8000, new short[100]);

  private int frame;
  private double nowMs = 1000;
  private long marks;

  @TestFactory
  Stream<DynamicTest> aFrameOfSilence() {
    return parts("silence", List.of(SILENCE));
  }

  @TestFactory
  Stream<DynamicTest> aFrameOfSpeech() {
    return parts("speech", Sounds.frames(Sounds.speech("hours", 8000)));
  }

  private Stream<DynamicTest> parts(String sound, List<AudioFrame> frames) {
    Fingerprints muLaw = new Fingerprints(Fingerprints.Law.MU_LAW);
    Fingerprints aLaw = new Fingerprints(Fingerprints.Law.A_LAW);
    EncodingCheck encoding = new EncodingCheck();
    RateCheck rate = new RateCheck();
    NearEndDetector ear = NearEndDetector.of(8000);
    NearEndDetector converting = NearEndDetector.of(12_000);
    AudioFrame other = AudioFrame.silence(12_000);
    Reframer whole = new Reframer(8000, nowMs);
    Reframer cut = new Reframer(8000, nowMs);
    DtmfDetector keys = new DtmfDetector(8000);
    return Stream.of(
        each(50, "fingerprints, " + sound, frames, one -> {
          muLaw.take(one.samples(), mark -> marks += mark);
          aLaw.take(one.samples(), mark -> marks += mark);
        }),
        each(0, "encoding check, " + sound, frames, one -> {
          encoding.hear(one);
          encoding.better(60_000);
        }),
        each(0, "rate check, " + sound, frames, one -> {
          rate.hear(one, nowMs);
          rate.wrongHz(60_000);
        }),
        each(50, "reframer, whole frames, " + sound, frames, one -> whole.cut(one, nowMs)),
        each(750, "reframer, cut frames, " + sound, frames, one -> cut.cut(PIECE, nowMs)),
        each(450, "hearing, " + sound, frames, one -> ear.hear(one, SILENCE)),
        each(800, "hearing at 12 kHz, " + sound, frames, one -> converting.hear(other, other)),
        each(0, "keys in band, " + sound, frames, one -> keys.hear(one.samples())));
  }

  private DynamicTest each(
      int maxBytes, String part, List<AudioFrame> frames, Consumer<AudioFrame> work) {
    return atMost(maxBytes, part, () -> {
      nowMs += AudioFrame.FRAME_MS;
      work.accept(frames.get(frame++ % frames.size()));
    });
  }
}
