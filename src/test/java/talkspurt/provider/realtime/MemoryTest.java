package talkspurt.provider.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import talkspurt.provider.SpeechToSpeech.Line;
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
    item.cut(2000);
    item.cut(3000);
    assertThat(memory.told()).containsExactly(new Message(false, "one two three four five"));
    memory.botItem("unheard").add("never", 500);
    item.cut(0);
    assertThat(memory.told()).containsExactly(new Message(false, "never"));
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
