package talkspurt.provider.stt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.TranscriptEvent;
import talkspurt.provider.TranscriptEvent.Failed;
import talkspurt.provider.TranscriptEvent.Final;
import talkspurt.provider.TranscriptEvent.Partial;
import talkspurt.provider.TranscriptEvent.TurnEnds;
import talkspurt.provider.stt.SttTalk.Told;
import talkspurt.websocket.SocketMessage;

class UtterancesTest {

  private static final ProviderFailure BUSY = new ProviderFailure(Kind.OVERLOADED, "plain", "busy");

  private final Utterances utterances = new Utterances(160, 800);
  private final Plain talk = new Plain();

  @Test
  void soundIsSentInChunksAndItsEndAfterIt() {
    utterances.begin(1);
    utterances.add(new short[100]);
    assertThat(next()).as("less than a chunk").isEmpty();
    utterances.add(new short[100]);
    assertThat(next()).isEqualTo("1: 160");
    assertThat(next()).isEmpty();
    assertThat(utterances.endSent(1)).isFalse();
    assertThat(utterances.end()).hasValue(1);
    assertThat(next()).isEqualTo("1: 40");
    assertThat(next()).isEqualTo("1 ends");
    assertThat(utterances.endSent(1)).isTrue();
    assertThat(next()).isEmpty();
  }

  @Test
  void nothingIsSentToWhoIsNotReady() {
    utterances.begin(1);
    utterances.add(new short[160]);
    talk.ready = false;
    assertThat(next()).isEmpty();
    talk.ready = true;
    assertThat(next()).isEqualTo("1: 160");
  }

  @Test
  void theNextConnectionIsSentWhatIsNotSettled() {
    utterances.begin(1);
    utterances.add(new short[480]);
    for (int chunk = 0; chunk < 3; chunk++) {
      assertThat(next()).isEqualTo("1: 160");
    }
    utterances.hear(new Told.Settled(1, "one", 320));
    utterances.hear(new Told.Words(1, "two"));
    utterances.end();
    assertThat(next()).isEqualTo("1 ends");
    utterances.rewind();
    assertThat(next()).isEqualTo("1: 160");
    assertThat(next()).isEqualTo("1 ends");
    assertThat(events()).containsExactly(new Partial(1, "one two"));
    utterances.answer(1);
    assertThat(events()).as("two is to be heard again").containsExactly(new Final(1, "one"));
  }

  @Test
  void wordsAreToldWhenTheyChangeAndEndWithTheAnswer() {
    utterances.begin(1);
    utterances.add(new short[160]);
    utterances.hear(new Told.Words(1, ""));
    assertThat(events()).isEmpty();
    utterances.hear(new Told.Words(1, "one"));
    assertThat(events()).containsExactly(new Partial(1, "one"));
    utterances.hear(new Told.Words(1, "one"));
    assertThat(events()).as("the same again").isEmpty();
    utterances.hear(new Told.TurnEnds(1));
    assertThat(events()).containsExactly(new TurnEnds(1));
    utterances.hear(new Told.Done(1));
    assertThat(events()).as("its end was not sent").isEmpty();
    utterances.end();
    utterances.hear(new Told.TurnEnds(1));
    assertThat(events()).as("the caller has stopped").isEmpty();
    next();
    next();
    utterances.hear(new Told.Done(1));
    assertThat(events()).containsExactly(new Final(1, "one"));
    assertThat(utterances.done()).isTrue();
    utterances.hear(new Told.Words(1, "late"));
    utterances.hear(new Told.Done(1));
    assertThat(events()).isEmpty();
  }

  @Test
  void anUtteranceWithoutSoundHasNoWords() {
    utterances.begin(1);
    assertThat(utterances.end()).isEmpty();
    assertThat(events()).containsExactly(new Final(1, ""));
    assertThat(utterances.isEmpty()).isTrue();
  }

  @Test
  void whoIsGivenUpIsNotToldOf() {
    utterances.begin(1);
    utterances.add(new short[160]);
    assertThat(utterances.open()).hasValue(1);
    assertThat(utterances.abandon()).isTrue();
    assertThat(utterances.abandon()).isFalse();
    assertThat(utterances.open()).isEmpty();
    utterances.add(new short[160]);
    assertThat(utterances.end()).isEmpty();
    assertThat(utterances.done()).isTrue();
  }

  @Test
  void eachFailsOnceAndTheRefusedAtOnce() {
    utterances.begin(1);
    utterances.add(new short[160]);
    utterances.end();
    utterances.begin(2);
    assertThat(utterances.isNew(2)).isFalse();
    assertThat(utterances.isNew(3)).isTrue();
    utterances.fail(1, BUSY);
    utterances.fail(1, BUSY);
    utterances.failAll(BUSY);
    utterances.refuse(3, BUSY);
    assertThat(utterances.isNew(3)).isFalse();
    assertThat(utterances.waits(3)).isFalse();
    assertThat(events())
        .containsExactly(new Failed(1, BUSY), new Failed(2, BUSY), new Failed(3, BUSY));
    assertThat(utterances.done()).isTrue();
  }

  @Test
  void thereIsRoomForEightUnansweredAndForAsMuchSoundAsIsKept() {
    for (long number = 1; number <= 8; number++) {
      assertThat(utterances.room()).as("for number %d", number).isTrue();
      utterances.begin(number);
      utterances.add(new short[160]);
      utterances.end();
    }
    assertThat(utterances.room()).isFalse();
    utterances.answer(3);
    assertThat(utterances.room()).isTrue();
    utterances.begin(9);
    utterances.add(new short[799]);
    assertThat(utterances.full()).isFalse();
    utterances.add(new short[1]);
    assertThat(utterances.full()).isTrue();
    utterances.end();
    assertThat(utterances.full()).as("nothing is open").isFalse();
  }

  private String next() {
    List<SocketMessage> messages = utterances.next(talk);
    return messages.isEmpty() ? "" : ((SocketMessage.Text) messages.get(0)).text();
  }

  private List<TranscriptEvent> events() {
    List<TranscriptEvent> events = new ArrayList<>();
    for (Optional<TranscriptEvent> next = utterances.takeEvent();
        next.isPresent();
        next = utterances.takeEvent()) {
      events.add(next.get());
    }
    return events;
  }

  /** Writes down what it is to send. */
  private static final class Plain implements SttTalk {

    private boolean ready = true;

    @Override
    public boolean ready() {
      return ready;
    }

    @Override
    public SocketMessage audio(long utterance, short[] samples) {
      return new SocketMessage.Text(utterance + ": " + samples.length);
    }

    @Override
    public List<SocketMessage> end(long utterance) {
      return List.of(new SocketMessage.Text(utterance + " ends"));
    }

    @Override
    public Optional<SocketMessage> keepAlive() {
      throw new AssertionError();
    }

    @Override
    public long sent() {
      return 0;
    }

    @Override
    public boolean answersEachEnd() {
      throw new AssertionError();
    }

    @Override
    public List<Told> hear(SocketMessage message) {
      throw new AssertionError();
    }

    @Override
    public ProviderFailure closed(int code, String reason) {
      throw new AssertionError();
    }
  }
}
