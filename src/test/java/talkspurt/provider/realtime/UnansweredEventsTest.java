package talkspurt.provider.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import talkspurt.provider.realtime.UnansweredEvents.Kind;

class UnansweredEventsTest {

  private static final ClientEvent RESPOND = new ClientEvent.Respond("respond-1", "", true);
  private static final ServerEvent TRUNCATED = new ServerEvent.Other("conversation.item.truncated");

  private final UnansweredEvents events = new UnansweredEvents();

  @Test
  void anErrorBelongsToTheOldestThatIsNotAnswered() {
    events.sent(new ClientEvent.Truncate("i1", 300));
    events.sent(new ClientEvent.ClearInput());
    events.sent(new ClientEvent.Append(new short[10]));
    events.sent(new ClientEvent.Commit());
    events.sent(new ClientEvent.Message(true, "Hello"));
    events.sent(RESPOND);
    assertThat(events.refused()).contains(Kind.TRUNCATE);
    assertThat(events.refused()).contains(Kind.CLEAR);
    assertThat(events.refused()).contains(Kind.COMMIT);
    assertThat(events.refused()).contains(Kind.RESPOND);
    assertThat(events.refused()).isEmpty();
  }

  @Test
  void anAnswerIsOneToAllThatWasSentBefore() {
    events.sent(new ClientEvent.Commit());
    events.sent(new ClientEvent.Truncate("i1", 300));
    events.sent(new ClientEvent.Commit());
    events.sent(RESPOND);
    assertThat(events.heard(TRUNCATED)).as("the first commit was not obeyed").isEqualTo(1);
    assertThat(events.heard(TRUNCATED)).isZero();
    assertThat(events.heard(new ServerEvent.Other("new.event"))).isZero();
    assertThat(events.heard(new ServerEvent.SessionUpdated())).isZero();
    assertThat(events.heard(new ServerEvent.Committed("i2"))).isZero();
    assertThat(events.refused()).contains(Kind.RESPOND);
  }

  @Test
  void whatAClearedBufferAnswersIsKnown() {
    events.sent(new ClientEvent.ClearInput());
    events.sent(RESPOND);
    events.heard(new ServerEvent.Other("input_audio_buffer.cleared"));
    assertThat(events.refused()).contains(Kind.RESPOND);
  }

  @Test
  void aResponseAnswersTheCommitsBeforeIt() {
    events.sent(new ClientEvent.Commit());
    events.sent(new ClientEvent.Commit());
    events.sent(RESPOND);
    events.sent(new ClientEvent.Truncate("i1", 300));
    assertThat(events.responded()).isEqualTo(2);
    assertThat(events.responded()).isZero();
    assertThat(events.refused()).contains(Kind.TRUNCATE);
  }

  @Test
  void aSessionThatIsGoneAnswersNothing() {
    events.sent(RESPOND);
    events.clear();
    assertThat(events.refused()).isEmpty();
  }

  @Test
  void theOldestAreForgottenWhereAServerNeverAnswers() {
    events.sent(new ClientEvent.ClearInput());
    events.sent(new ClientEvent.Commit());
    for (int event = 0; event < 63; event++) {
      events.sent(new ClientEvent.Truncate("i" + event, 0));
    }
    assertThat(events.refused()).contains(Kind.COMMIT);
  }
}
