package talkspurt.media.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import talkspurt.call.CallRequest;
import talkspurt.call.EndReason;

class ReportQueueTest {

  private static final CallRequest FIRST = new CallRequest.End(EndReason.COMPLETED);
  private static final CallRequest SECOND = new CallRequest.FailTransfer("busy");

  private final ReportQueue facts = new ReportQueue();

  @Test
  void factsAreToldOneAfterTheOther() {
    facts.add(FIRST);
    facts.add(SECOND);
    assertThat(facts.tell()).contains(FIRST);
    assertThat(facts.tell()).isEmpty();
    assertThat(facts.answered()).isEqualTo(FIRST);
    assertThat(facts.tell()).contains(SECOND);
    assertThat(facts.empty()).isFalse();
    facts.answered();
    assertThat(facts.empty()).isTrue();
    assertThat(facts.tell()).isEmpty();
  }

  @Test
  void aFactThatWasNotAnsweredIsToldAgainBeforeAnyOther() {
    facts.add(FIRST);
    facts.tell();
    facts.add(SECOND);
    facts.again();
    assertThat(facts.tell()).contains(FIRST);
  }
}
