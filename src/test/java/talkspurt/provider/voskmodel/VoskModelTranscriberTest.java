package talkspurt.provider.voskmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.japi.Pair;
import akka.stream.javadsl.Keep;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.stream.testkit.javadsl.TestSource;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.audio.AudioFrame;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.SttInput;
import talkspurt.provider.Transcriber;
import talkspurt.provider.TranscriptEvent;

class VoskModelTranscriberTest {

  private static final int CHUNK_FRAMES = 5;

  private static ActorTestKit kit;

  @TempDir
  static Path dir;

  @BeforeAll
  static void begin() throws IOException {
    kit = ActorTestKit.create("vosk-model", ConfigFactory.parseString("akka.loglevel = WARNING"));
    Files.createDirectories(dir.resolve("am"));
    Files.writeString(dir.resolve("am/final.mdl"), "none");
    Files.createDirectories(dir.resolve("empty"));
  }

  @AfterAll
  static void end() {
    kit.shutdownTestKit();
  }

  /** A model to which each sound is a word: its samples' value. 9 ends a segment. */
  private static final class FakeModel implements SpeechModel {

    private final List<List<String>> opened = new CopyOnWriteArrayList<>();
    private final AtomicInteger closed = new AtomicInteger();
    private final CountDownLatch mayHear;

    FakeModel(int waits) {
      mayHear = new CountDownLatch(waits);
    }

    @Override
    public Recognizer open(List<String> phrases) {
      opened.add(phrases);
      return new Recognizer() {
        private final List<String> said = new ArrayList<>();

        @Override
        public boolean hear(short[] samples) {
          try {
            mayHear.await();
          } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
          }
          said.add(samples[0] == 7 ? "[unk]" : "w" + samples[0]);
          return samples[0] == 9;
        }

        @Override
        public String partial() {
          return "{\"partial\" : \"" + String.join(" ", said) + "\"}";
        }

        @Override
        public String segment() {
          return last();
        }

        @Override
        public String last() {
          String text = "{\"text\" : \"" + String.join(" ", said) + "\"}";
          said.clear();
          return text;
        }

        @Override
        public void forget() {
          said.clear();
        }

        @Override
        public void close() {
          closed.incrementAndGet();
        }
      };
    }

    @Override
    public void close() {}
  }

  private static VoskModelSettings settings(int utterances, int answerTimeoutMs, boolean phrases) {
    return new VoskModelSettings(
        dir, phrases, 2, utterances, Duration.ofMillis(answerTimeoutMs), Duration.ofSeconds(20));
  }

  private record Call(TestPublisher.Probe<SttInput> in, TestSubscriber.Probe<TranscriptEvent> out) {

    /** A tenth of a second of one word. */
    Call says(long utterance, int word) {
      short[] samples = new short[AudioFrame.samplesPerFrame(16_000)];
      Arrays.fill(samples, (short) word);
      for (int frame = 0; frame < CHUNK_FRAMES; frame++) {
        in.sendNext(new SttInput.Audio(utterance, new AudioFrame(16_000, samples)));
      }
      return this;
    }

    Call ends(long utterance) {
      in.sendNext(new SttInput.EndOfSpeech(utterance));
      return this;
    }

    TranscriptEvent next() {
      return out.requestNext();
    }

    TranscriptEvent last() {
      TranscriptEvent event = next();
      while (event instanceof TranscriptEvent.Partial) {
        event = next();
      }
      return event;
    }
  }

  private static Call call(Transcriber transcriber) {
    Pair<TestPublisher.Probe<SttInput>, TestSubscriber.Probe<TranscriptEvent>> ends =
        TestSource.<SttInput>create(kit.system().classicSystem())
            .via(transcriber.transcribe(new Transcriber.Request("en", List.of("yes please"))))
            .toMat(TestSink.create(kit.system().classicSystem()), Keep.both())
            .run(kit.system());
    return new Call(ends.first(), ends.second());
  }

  private static Kind failure(TranscriptEvent event) {
    return ((TranscriptEvent.Failed) event).failure().kind();
  }

  @Test
  void wordsAreToldWhileTheyAreSpokenAndAtTheEnd() {
    Call call = call(VoskModelTranscriber.create(settings(5, 5000, false), at -> new FakeModel(0)));
    assertThat(call.says(1, 3).next()).isEqualTo(new TranscriptEvent.Partial(1, "w3"));
    assertThat(call.says(1, 9).next()).isEqualTo(new TranscriptEvent.Partial(1, "w3 w9"));
    assertThat(call.says(1, 7).says(1, 4).ends(1).last())
        .isEqualTo(new TranscriptEvent.Final(1, "w3 w9 w4"));
    assertThat(call.says(2, 5).ends(2).last()).isEqualTo(new TranscriptEvent.Final(2, "w5"));
    assertThat(call.ends(3).last()).isEqualTo(new TranscriptEvent.Final(3, ""));
  }

  @Test
  void oneModelServesAllCallsWithARecognizerEach() {
    FakeModel model = new FakeModel(0);
    AtomicInteger loads = new AtomicInteger();
    Transcriber shared = VoskModelTranscriber.create(settings(5, 5000, true), at -> {
      loads.incrementAndGet();
      return model;
    });
    Call one = call(shared).says(1, 3);
    Call two = call(shared).says(1, 4);
    assertThat(one.ends(1).last()).isEqualTo(new TranscriptEvent.Final(1, "w3"));
    assertThat(two.ends(1).last()).isEqualTo(new TranscriptEvent.Final(1, "w4"));
    assertThat(one.says(2, 5).ends(2).last()).isEqualTo(new TranscriptEvent.Final(2, "w5"));
    assertThat(loads).hasValue(1);
    assertThat(model.opened).containsExactly(List.of("yes please"), List.of("yes please"));
  }

  @Test
  void whatNobodyWantsIsNoPartOfTheNextUtterance() {
    Call call = call(VoskModelTranscriber.create(settings(1, 5000, false), at -> new FakeModel(0)));
    call.says(1, 3);
    assertThat(call.says(2, 4).ends(2).last()).isEqualTo(new TranscriptEvent.Final(2, "w4"));
  }

  @Test
  void moreCallersThanMaySpeakAreToldSoAtOnce() {
    Transcriber shared =
        VoskModelTranscriber.create(settings(1, 5000, false), at -> new FakeModel(0));
    Call one = call(shared).says(1, 3);
    one.next();
    Call two = call(shared).says(1, 4).ends(1);
    assertThat(failure(two.last())).isEqualTo(Kind.OVERLOADED);
    assertThat(one.ends(1).last()).isEqualTo(new TranscriptEvent.Final(1, "w3"));
    assertThat(two.says(2, 4).ends(2).last()).isEqualTo(new TranscriptEvent.Final(2, "w4"));
  }

  @Test
  void aModelThatCannotBeLoadedFailsTheUtteranceAndIsTriedAgain() {
    AtomicInteger loads = new AtomicInteger();
    Call call = call(VoskModelTranscriber.create(settings(1, 5000, false), at -> {
      if (loads.incrementAndGet() == 1) {
        throw new IOException("no library here");
      }
      return new FakeModel(0);
    }));
    TranscriptEvent.Failed failed = (TranscriptEvent.Failed) call.says(1, 3).last();
    assertThat(failed.failure().kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failed.failure().detail()).isEqualTo("no library here");
    call.ends(1);
    assertThat(call.says(2, 4).ends(2).last()).isEqualTo(new TranscriptEvent.Final(2, "w4"));
  }

  @Test
  void wordsThatComeTooLateAreNotWaitedFor() {
    FakeModel model = new FakeModel(1);
    Call call = call(VoskModelTranscriber.create(settings(1, 50, false), at -> model));
    assertThat(failure(call.says(1, 3).ends(1).last())).isEqualTo(Kind.TOO_SLOW);
    model.mayHear.countDown();
    call.says(2, 4);
    TranscriptEvent next = call.next();
    assertThat(next.utterance()).isEqualTo(2);
  }

  @Test
  void aFolderThatIsNoModelIsToldByTheLibraryItself() {
    assertThatThrownBy(() -> VoskLibrary.load(dir))
        .isInstanceOf(IOException.class)
        .hasMessageMatching(".*(is no model that Vosk can read|does not load on this machine).*");
  }

  @ParameterizedTest
  @CsvSource({
    "'', which names nothing",
    "nowhere, which does not exist",
    "am/final.mdl, which is no folder",
    "empty, which holds no model"
  })
  void whatHoldsNoModelIsRefused(String folder, String why) {
    Path model = folder.isEmpty() ? Path.of("") : dir.resolve(folder);
    assertThatThrownBy(() -> new VoskModelSettings(
            model, false, 1, 1, Duration.ofSeconds(1), Duration.ofSeconds(20)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("model is '" + model + "', " + why)
        .hasMessageContaining("allowed: ");
  }
}
