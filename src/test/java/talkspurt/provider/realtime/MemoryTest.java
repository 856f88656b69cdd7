package talkspurt.provider.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.provider.SpeechToSpeech.Line;
import talkspurt.provider.agent.SpokenReply;
import talkspurt.provider.realtime.ClientEvent.Message;
import talkspurt.provider.realtime.ClientEvent.ToolOutput;
import talkspurt.provider.realtime.ClientEvent.ToolWish;

class MemoryTest {

  @Test
  void tellsInItsOrderWhatWasSaidAndDone() {
    Memory memory = new Memory(List.of(new Line(false, "Welcome.")), 1000);
    memory.callerTook("i1");
    Memory.BotItem answer = memory.botItem("i2");
    answer.add("One moment. ", 800);
    answer.end();
    ToolWish wish = new ToolWish("c", "look_up", "{}");
    memory.toolWanted(wish);
    memory.toolReturned("c", "Ann");
    assertThat(memory.callerSaid("i1", "Who am I?")).contains("i1");
    assertThat(memory.told())
        .containsExactly(
            new Message(false, "Welcome."),
            new Message(true, "Who am I?"),
            new Message(false, "One moment."),
            wish,
            new ToolOutput("c", "Ann"));
  }

  @Test
  void tellsOfTheBotsWordsThoseThatWereHeard() {
    Memory memory = new Memory(List.of(), 1000);
    Memory.BotItem item = memory.botItem("i");
    item.add("one two three four five six seven eight nine ten", 4000);
    item.end();
    item.cut(2000);
    item.cut(3000);
    assertThat(memory.told()).containsExactly(new Message(false, "one two three four five"));
    Memory.BotItem next = memory.botItem("next");
    next.add("never", 500);
    next.end();
    item.cut(0);
    assertThat(memory.told()).containsExactly(new Message(false, "never"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, ''",
    "179, ''",
    "180, one",
    "479, one two",
    "480, one two",
    "780, one two three",
    "5000, one two three",
  })
  void wordsCountOnceTheirSoundIsThere(int ms, String counted) {
    Memory.BotItem item = new Memory(List.of(), 1000).botItem("i");
    assertThat(item.add("one two three four", ms)).isEqualTo(counted);
  }

  @Test
  void eachWordCountsOnce() {
    Memory.BotItem item = new Memory(List.of(), 1000).botItem("i");
    StringBuilder counted = new StringBuilder();
    for (String word : List.of("I will ", "look ", "that ", "up for", " you", ". ")) {
      counted.append(item.add(word, 200));
    }
    assertThat(counted.toString()).isEqualTo("I will look that up");
    counted.append(item.end()).append(item.end());
    assertThat(counted.toString()).isEqualTo("I will look that up for you. ");
  }

  @Test
  void theNextSessionIsNotToldWhatWasNeverSaid() {
    Memory memory = new Memory(List.of(), 1000);
    Memory.BotItem item = memory.botItem("i");
    item.add("one two three four", 500);
    item.leave();
    assertThat(item.end()).isEmpty();
    assertThat(memory.told()).containsExactly(new Message(false, "one two"));
  }

  @ParameterizedTest
  @ValueSource(ints = {25, 60, 75, 120, 250})
  void afterOneWholeItemThePaceOfTheVoiceIsKnown(int msPerCharacter) {
    Memory memory = new Memory(List.of(), 1000);
    Memory.BotItem whole = memory.botItem("whole");
    String said = "We are open from Monday to Friday from nine until six.";
    whole.add(said, said.length() * msPerCharacter);
    whole.end();
    String words = "Our sales department sells new and used machines of all sizes";
    for (int over = 1; over < words.length(); over++) {
      String counted = memory.botItem("cut").add(words, over * msPerCharacter);
      assertThat(counted).isEqualTo(words.substring(0, SpokenReply.wordEnd(words, over)));
    }
  }

  @Test
  void aTurnThatIsSentAgainKeepsItsFirstName() {
    Memory memory = new Memory(List.of(), 1000);
    memory.callerTook("i1");
    memory.botItem("i2").add("Yes.", 300);
    memory.again("i9");
    assertThat(memory.callerSaid("i1", "No")).isEmpty();
    assertThat(memory.callerSaid("i9", "Hello")).contains("i1");
  }

  @Test
  void theOldestIsLeftOutWhereAllIsTooMuch() {
    Memory memory = new Memory(List.of(), 12);
    memory.said(true, "0123456789");
    memory.said(false, "abcdef");
    memory.said(true, "ghijkl");
    assertThat(memory.told())
        .containsExactly(new Message(false, "abcdef"), new Message(true, "ghijkl"));
  }

  @Test
  void whatWasNotUnderstoodIsNotTold() {
    Memory memory = new Memory(List.of(), 100);
    memory.callerTook("i1");
    assertThat(memory.told()).isEmpty();
    assertThat(memory.callerSaid("unknown", "x")).isEmpty();
  }
}
