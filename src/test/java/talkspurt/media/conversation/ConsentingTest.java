package talkspurt.media.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.Consent;
import talkspurt.collect.CodeWords;
import talkspurt.collect.ConsentTerms;
import talkspurt.fake.FakeHost;
import talkspurt.fake.Turns;
import talkspurt.media.conversation.ConversationMessage.ConsentDue;
import talkspurt.media.pipeline.TurnOutcome.Acted;
import talkspurt.media.profile.ConsentPolicy;
import talkspurt.media.profile.Phrases;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.RecordingPolicy;
import talkspurt.provider.Toolbox;
import talkspurt.telemetry.Metrics;
import talkspurt.turn.TurnAction;

class ConsentingTest {

  private static final CallPlan PLAN = CallPlan.unannounced("own");

  private final List<String> story = new ArrayList<>();
  private final FakeHost host = new FakeHost("A", () -> 0, () -> {});
  private final Consenting consenting =
      new Consenting(host, () -> 0, new Metrics().calls(), new Consenting.Floor() {
        @Override
        public void say(String words) {
          story.add(words);
        }

        @Override
        public void hush() {
          story.add("hush");
        }

        @Override
        public void asks(boolean now) {
          story.add(now ? "asks" : "asked");
        }
      });

  ConsentingTest() {
    ConsentTerms terms = new ConsentTerms(
        new ConsentTerms.Yes.Word(),
        CodeWords.NONE.answering(List.of("yes"), List.of("no")),
        false,
        2,
        Duration.ofSeconds(5));
    ConsentPolicy policy = new ConsentPolicy(
        terms,
        "Recorded?",
        "Yes or no?",
        new ConsentPolicy.Refused.Unrecorded(),
        new ConsentPolicy.OptOut(Phrases.of(List.of("stop recording")), "Stopped.", "No."));
    consenting.use(new Profile(
            "own",
            "en",
            Turns.SETTINGS,
            new Profile.Bot(null, Optional.empty(), Toolbox.empty(), Optional.empty()))
        .recording(new RecordingPolicy(RecordingPolicy.Mode.AFTER_CONSENT, "")
            .asking(Optional.of(policy))));
  }

  private void said(String words) {
    consenting.turned(new Acted(TurnAction.COMMIT_CALLER_TURN, words, 300, 300));
  }

  @Test
  void anAnswerIsToldAndEndsWhatIsBeingSaid() {
    assertThat(consenting.begin(PLAN)).isTrue();
    assertThat(consenting.begin(PLAN)).as("told twice").isTrue();
    said("yes");
    assertThat(consenting.active()).isFalse();
    assertThat(consenting.begin(PLAN)).as("not yet in the journal").isTrue();
    assertThat(story).containsExactly("asks", "Recorded?", "hush", "asked");
    assertThat(host.facts())
        .containsExactly(
            new Fact.ConsentTold(new Consent(Consent.Answer.GIVEN, Consent.By.WORD, 0)));
    assertThat(consenting.turned(new Acted(TurnAction.PAUSE, "", 0, 0))).isFalse();
    assertThat(consenting.key('1')).isFalse();
  }

  @Test
  void timeIsAskedForOnceTheQuestionWasHeard() {
    consenting.begin(PLAN);
    assertThat(host.reminders()).isEmpty();
    consenting.told(true);
    assertThat(host.reminders()).containsEntry(new ConsentDue(), 5000L);
    consenting.told(true); // something else is over
    consenting.close();
    assertThat(host.reminders()).isEmpty();
    assertThat(host.facts()).isEmpty();
    assertThat(story).containsExactly("asks", "Recorded?", "asked");
  }

  @Test
  void wordsEndTheRecordingOnce() {
    assertThat(consenting.optsOut(Optional.of(PLAN), "record this", 3)).isFalse();
    assertThat(consenting.optsOut(Optional.empty(), "stop recording", 3)).isFalse();
    assertThat(consenting.optsOut(Optional.of(PLAN), "please stop recording", 3))
        .isTrue();
    assertThat(consenting.optsOut(Optional.of(PLAN), "stop recording", 4)).isFalse();
    assertThat(host.facts())
        .containsExactly(
            new Fact.ConsentTold(new Consent(Consent.Answer.REFUSED, Consent.By.OPT_OUT, 3)));
    assertThat(consenting.leaves(PLAN)).isEmpty();
  }
}
