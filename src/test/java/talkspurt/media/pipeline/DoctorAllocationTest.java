package talkspurt.media.pipeline;

import static talkspurt.fake.Allocation.atMost;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import talkspurt.audio.AudioFrame;
import talkspurt.fake.LineExamination;
import talkspurt.fake.Sounds;
import talkspurt.fake.Turns;
import talkspurt.media.playout.FingerprintTable;
import talkspurt.turn.TurnSignal;
import talkspurt.turn.TurnTaker;

/** What a frame costs the heap at a line's doctor, and for its turns. */
class DoctorAllocationTest {

  private int frame;
  private double nowMs = 1000;

  @TestFactory
  Stream<DynamicTest> aFrameOfSilence() {
    return parts("silence", List.of(AudioFrame.silence(8000)));
  }

  @TestFactory
  Stream<DynamicTest> aFrameOfSpeech() {
    return parts("speech", Sounds.frames(Sounds.speech("hours", 8000)));
  }

  private Stream<DynamicTest> parts(String sound, List<AudioFrame> frames) {
    LineDoctor doctor = new LineDoctor(LineExamination.SETTINGS, new FingerprintTable().line());
    TurnTaker turns = new TurnTaker(Turns.SETTINGS);
    return Stream.of(
        each(100, "doctor, heard, " + sound, frames, one -> {
          doctor.heard(one, nowMs);
          doctor.takeNews();
        }),
        each(0, "doctor, sent, " + sound, frames, one -> doctor.sent(one, nowMs)),
        each(50, "turn, " + sound, frames, one -> turns.on(new TurnSignal.FrameHeard(0, false))));
  }

  private DynamicTest each(
      int maxBytes, String part, List<AudioFrame> frames, Consumer<AudioFrame> work) {
    return atMost(maxBytes, part, () -> {
      nowMs += AudioFrame.FRAME_MS;
      work.accept(frames.get(frame++ % frames.size()));
    });
  }
}
