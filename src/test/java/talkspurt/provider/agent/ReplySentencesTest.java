package talkspurt.provider.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.language.LanguagePack;
import talkspurt.provider.Responder.Part;
import talkspurt.provider.Responder.Part.Retract;
import talkspurt.provider.Responder.Part.Say;

class ReplySentencesTest {

  private final ReplySentences reply =
      new ReplySentences(LanguagePack.shipped("en").sentences(), ThoughtsFirst.unknown());

  @Test
  void aSentenceIsGivenOnceTheNextBegins() {
    assertThat(said(reply.add("Your table is booked."))).isEmpty();
    assertThat(said(reply.add(" See"))).containsExactly("Your table is booked.");
    assertThat(said(reply.rest())).containsExactly("See");
  }

  @Test
  void whereNothingCameNothingIsLeft() {
    assertThat(said(reply.add(""))).isEmpty();
    assertThat(said(reply.rest())).isEmpty();
  }

  @Test
  void thoughtsAndMarksAreNeverSpoken() {
    List<String> spoken = new ArrayList<>(said(reply.add("<think>They want a table.")));
    assertThat(spoken).isEmpty();
    spoken.addAll(said(reply.add(" Let me book one.</think>Your table is **booked**. See you")));
    spoken.addAll(said(reply.rest()));
    assertThat(spoken).containsExactly("Your table is booked.", "See you");
  }

  @Test
  void whatMightHaveBecomeAMarkIsSpokenInTheEnd() {
    List<String> spoken = new ArrayList<>(said(reply.add("That is 3 <")));
    spoken.addAll(said(reply.rest()));
    assertThat(String.join(" ", spoken)).startsWith("That is 3").contains("<");
  }

  @Test
  void theLastSentencesComeInTheirOrder() {
    List<String> spoken =
        new ArrayList<>(said(reply.add("Your table is booked. It is for two. *")));
    spoken.addAll(said(reply.rest()));
    assertThat(spoken).startsWith("Your table is booked.", "It is for two.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Your table is **booked**. It is for two. See you!",
        "<think>Hm. No.</think>Yes, of course we are open. Come at eight.",
        "# Menu\n\n- Soup of the day\n- Bread and butter\n\nEnjoy your meal. \uD83D\uDE00 Bye.",
        "See [our page](https://example.org/a.b). It tells all."
      })
  void theSentencesAreTheSameWhereverTheTextWasCut(String written) {
    List<String> whole = spoken(written);
    assertThat(whole).isNotEmpty();
    for (int cut = 0; cut <= written.length(); cut++) {
      assertThat(spoken(written.substring(0, cut), written.substring(cut)))
          .as("cut at " + cut)
          .isEqualTo(whole);
    }
    assertThat(spoken(written.split(""))).isEqualTo(whole);
  }

  /** Only the end of the thoughts is marked: the server's template has put their beginning into the prompt. */
  @Test
  void whatWasSaidBeforeAThoughtEndsIsTakenBackOnceWordsFollow() {
    assertThat(reply.add("They want hours. I look.")).containsExactly(new Say("They want hours."));
    assertThat(reply.add(" Nine.\n</thi")).containsExactly(new Say("I look."));
    assertThat(reply.add("nk>\n\n")).isEmpty();
    assertThat(reply.add("We open")).containsExactly(new Retract(2));
    assertThat(reply.add(" at nine.")).isEmpty();
    assertThat(reply.rest()).containsExactly(new Say("We open at nine."));
  }

  @Test
  void anEndOfThoughtsBehindWhichNothingComesIsASlip() {
    assertThat(reply.add("We open at nine. Bye.</think>")).isEmpty();
    assertThat(reply.rest()).containsExactly(new Say("We open at nine."), new Say("Bye."));
  }

  @Test
  void wordsThatEndAsThoughtsBeforeAToolAreTakenBack() {
    assertThat(reply.add("They want hours. I look. Now")).hasSize(2);
    assertThat(reply.add("</think>\n")).isEmpty();
    assertThat(reply.restWithoutThoughts()).containsExactly(new Retract(2));
    assertThat(reply.add("We open.")).isEmpty();
  }

  @Test
  void anAgentThatHasShownItIsWaitedFor() {
    ThoughtsFirst learned = ThoughtsFirst.unknown();
    ReplySentences first = new ReplySentences(LanguagePack.shipped("en").sentences(), learned);
    first.add("They want hours. </think>We open at nine.");
    assertThat(first.rest()).containsExactly(new Say("We open at nine."));
    assertThat(first.add("I think. Now. "))
        .as("the next round of the same reply")
        .isEmpty();
    ReplySentences next = new ReplySentences(LanguagePack.shipped("en").sentences(), learned);
    assertThat(next.add("They want more. I think. Hm.")).isEmpty();
    assertThat(next.add("</think>We open at ten. B")).containsExactly(new Say("We open at ten."));
    assertThat(next.rest()).containsExactly(new Say("B"));
  }

  @Test
  void whereTheThoughtsDoNotComeAllIsSaidAndTheNextReplyDoesNotWait() {
    ThoughtsFirst byName = new ThoughtsFirst(ThoughtsFirst.Setting.AUTO, "org/DeepSeek-R1:8b");
    ReplySentences first = new ReplySentences(LanguagePack.shipped("en").sentences(), byName);
    assertThat(first.add("We open at nine. Bye. Bye.")).isEmpty();
    assertThat(first.rest())
        .containsExactly(new Say("We open at nine."), new Say("Bye."), new Say("Bye."));
    assertThat(new ReplySentences(LanguagePack.shipped("en").sentences(), byName)
            .add("We open at nine. B"))
        .containsExactly(new Say("We open at nine."));
  }

  @Test
  void thoughtsThatAreMarkedOrKeptApartAreNotWaitedFor() {
    ThoughtsFirst first = new ThoughtsFirst(ThoughtsFirst.Setting.TRUE, "m");
    ReplySentences apart = new ReplySentences(LanguagePack.shipped("en").sentences(), first);
    assertThat(apart.thoughtsApart()).isEmpty();
    assertThat(apart.add("We open at nine. B")).containsExactly(new Say("We open at nine."));
    ReplySentences marked = new ReplySentences(LanguagePack.shipped("en").sentences(), first);
    assertThat(marked.add("<think>Hm.</think>We open at nine. B"))
        .containsExactly(new Say("We open at nine."));
  }

  @Test
  void whatIsCutWhileItWasThoughtIsNotSaid() {
    ReplySentences cut = new ReplySentences(
        LanguagePack.shipped("en").sentences(), new ThoughtsFirst(ThoughtsFirst.Setting.TRUE, "m"));
    cut.add("They want hours. I think.");
    assertThat(cut.restWithoutThoughts()).isEmpty();
    assertThat(reply.add("We open at nine and")).isEmpty();
    assertThat(reply.restWithoutThoughts()).containsExactly(new Say("We open at nine and"));
  }

  @Test
  void thoughtsThatEndInNothingWereThoughtsWhereTheyAreExpected() {
    ReplySentences none = new ReplySentences(
        LanguagePack.shipped("en").sentences(), new ThoughtsFirst(ThoughtsFirst.Setting.TRUE, "m"));
    none.add("They want hours. I think.</think>\n");
    assertThat(none.rest()).isEmpty();
  }

  @Test
  void whereThoughtsNeverStandFirstAnEndTakesNothingBack() {
    ReplySentences never = new ReplySentences(
        LanguagePack.shipped("en").sentences(),
        new ThoughtsFirst(ThoughtsFirst.Setting.FALSE, "deepseek-r1"));
    assertThat(never.add("We open at nine. </think>Bye. B"))
        .containsExactly(new Say("We open at nine."), new Say("Bye."));
  }

  /** A thought within a thought, or one that writes of its own end. */
  @Test
  void aThoughtThatEndsTwiceIsNotLearnedFrom() {
    ThoughtsFirst unknown = ThoughtsFirst.unknown();
    ReplySentences twice = new ReplySentences(LanguagePack.shipped("en").sentences(), unknown);
    List<Part> parts = new ArrayList<>(twice.add("<think>a <think>b</think> c</think>We open."));
    parts.addAll(twice.rest());
    assertThat(parts).containsExactly(new Say("We open."));
    assertThat(unknown.expected()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "They want hours. I look up nine.\n</think>\n\nWe open at nine. Bye.",
        "Hm. Yes, I do think so, maybe. [/THINK]We open at nine. Bye.",
        "Hm. Yes. < / THINK >We open at nine. Bye.",
        "Hm. Yes. <|end_of_thinking|>We open at nine. Bye.",
        "Hm. <b>Yes</b>. </seed:think>We open at nine. Bye.",
        "</think>We open at nine. Bye.",
        "Hm. Hm.</think>Hm. Hm.</think>We open at nine. Bye."
      })
  void whatIsLeftIsTheSameWhereverTheTextWasCut(String written) {
    for (int cut = 0; cut <= written.length(); cut++) {
      assertThat(spoken(written.substring(0, cut), written.substring(cut)))
          .as("cut at " + cut)
          .containsExactly("We open at nine.", "Bye.");
    }
    assertThat(spoken(written.split(""))).containsExactly("We open at nine.", "Bye.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deepseek-ai/DeepSeek-R1-Distill-Qwen-32B",
        "QwQ-32B",
        "Qwen3-30B-A3B-Thinking-2507",
        "kimi-k2-thinking",
        "deepseek-reasoner",
        "r1"
      })
  void modelsThatThinkAreKnownByName(String model) {
    assertThat(new ThoughtsFirst(ThoughtsFirst.Setting.AUTO, model).expected()).isTrue();
    assertThat(new ThoughtsFirst(ThoughtsFirst.Setting.FALSE, model).expected()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt-4o-mini", "qwen3:8b", "llama-3.3-70b", "unthinking-1", "m", "r16"})
  void othersAreNotWaitedFor(String model) {
    assertThat(new ThoughtsFirst(ThoughtsFirst.Setting.AUTO, model).expected()).isFalse();
    assertThat(new ThoughtsFirst(ThoughtsFirst.Setting.TRUE, model).expected()).isTrue();
  }

  private static List<String> spoken(String... pieces) {
    ReplySentences sentences =
        new ReplySentences(LanguagePack.shipped("en").sentences(), ThoughtsFirst.unknown());
    List<String> spoken = new ArrayList<>();
    for (String piece : pieces) {
      hear(sentences.add(piece), spoken);
    }
    hear(sentences.rest(), spoken);
    return spoken;
  }

  private static void hear(List<Part> parts, List<String> spoken) {
    for (Part part : parts) {
      if (part instanceof Retract thoughts) {
        spoken.subList(spoken.size() - thoughts.sentences(), spoken.size()).clear();
      } else {
        spoken.addAll(said(List.of(part)));
      }
    }
  }

  private static List<String> said(List<Part> parts) {
    return parts.stream().map(Say.class::cast).map(Say::sentence).toList();
  }
}
