package talkspurt.provider.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.provider.Responder.Part;

class ScriptTest {

  private static final Script SCRIPT = script(
      topic("hours", "1", "opening hours", "hours"),
      topic("sales", "2", "sales", "place an order"),
      topic("operator", "0", "operator", "a person", "Human-Being"),
      topic("orders", "", "order"));

  @ParameterizedTest
  @CsvSource({
    "hours, hours",
    "what are your opening hours, hours",
    "'  What are your OPENING  hours? ', hours",
    "i would like to place an order, sales",
    "order, orders",
    "connect me to an operator please, operator",
    "a human being please, operator",
    "sales or an operator, operator"
  })
  void findsTheTopicOfTheLongestPhraseAnywhereInTheWords(String words, String topic) {
    assertThat(SCRIPT.asked(words).map(Script.Topic::name)).contains(topic);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "hourglass", "the salesman", "an or der", "?", "ok"})
  void findsNoTopicInOtherWords(String words) {
    assertThat(SCRIPT.asked(words)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ja, 営業時間, 営業時間を教えてください",
    "ja by words, 営業時間, 営業 時間 は",
    "zh, 营业时间, 请问你们的营业时间是几点",
    "tr, çalışma saatleri, ÇALIŞMA SAATLERİ nedir",
    "he, שעות, שָׁעוֹת בבקשה",
    "hi, समय, आपका समय क्या है"
  })
  void findsItInLanguagesThatWriteOtherwise(String language, String phrase, String words) {
    assertThat(script(topic("hours", "", phrase)).asked(words)).as(language).isPresent();
  }

  @Test
  void takesTheFirstOfTwoTopicsWithPhrasesOfOneLength() {
    Script script = script(topic("one", "", "abc"), topic("two", "", "xyz"));
    assertThat(script.asked("xyz abc").map(Script.Topic::name)).contains("one");
    assertThat(script.asked("abc xyz").map(Script.Topic::name)).contains("one");
  }

  @Test
  void findsTopicsByTheirKeys() {
    assertThat(SCRIPT.pressed("0").map(Script.Topic::name)).contains("operator");
    assertThat(SCRIPT.pressed("9")).isEmpty();
    assertThat(SCRIPT.pressed("")).isEmpty();
  }

  @Test
  void readsWhatFollowsAnAnswer() {
    assertThat(Script.Then.of("listen").tool()).isEmpty();
    assertThat(Script.Then.of("hang-up").tool()).contains(new Part.UseTool("end_call", Map.of()));
    assertThat(Script.Then.of("transfer queues,sales,1").tool())
        .contains(new Part.UseTool("transfer_call", Map.of("destination", "queues,sales,1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "hangup", "transfer", "transfer sales", "transfer a,b", "transfer a,b,c d"})
  void refusesWhatCanNotFollow(String then) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Script.Then.of(then))
        .withMessageContaining("'" + then + "'")
        .withMessageContaining(
            "allowed: listen, hang-up, collect NAME, transfer CONTEXT,EXTEN,PRIORITY, handoff AGENT");
  }

  @Test
  void refusesATopicNobodyCanAskFor() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> topic("lost", ""))
        .withMessageContaining("lost");
  }

  @Test
  void refusesKeysThatAreNoKeys() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> topic("keys", "12x"))
        .withMessageContaining("12x");
  }

  @Test
  void refusesWhatBelongsToTwoTopics() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> script(topic("one", "1", "a"), topic("two", "1", "b")))
        .withMessageContaining("digits '1'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> script(topic("one", "1", "a b"), topic("two", "2", "A, b")))
        .withMessageContaining("phrases 'a b'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> script(topic("one", "1", "a"), topic("one", "2", "b")))
        .withMessageContaining("name 'one'");
  }

  @Test
  void refusesToHaveNothingToSay() {
    List<Script.Topic> topics = List.of(topic("one", "1"));
    List<String> some = List.of("Pardon?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Script(List.of(), some, some, "", ""))
        .withMessageContaining("topics");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Script(topics, List.of(), some, "", ""))
        .withMessageContaining("not-understood");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Script(topics, some, List.of(), "", ""))
        .withMessageContaining("on-silence");
  }

  private static Script script(Script.Topic... topics) {
    return new Script(List.of(topics), List.of("Pardon?"), List.of("Hello?"), "No such key.", "");
  }

  private static Script.Topic topic(String name, String digits, String... phrases) {
    return new Script.Topic(
        name, List.of(phrases), digits, "Well.", new Script.Then(Optional.empty()));
  }
}
