package talkspurt.provider.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThoughtsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      value = {
        "<think> ¦ </think> ¦ true",
        "<THINKING a=\"b\"> ¦ [/THINK] ¦ true",
        "< Think > ¦ < / think > ¦ true",
        "&lt;think&gt; ¦ &lt;/think&gt; ¦ true",
        "\\<think\\> ¦ \\</think\\> ¦ true",
        "＜think＞ ¦ ＜/think＞ ¦ true",
        "[THINK] ¦ [/THINK] ¦ true",
        "◁think▷ ¦ ◁/think▷ ¦ true",
        "<|begin_of_thought|> ¦ <|end_of_thought|> ¦ true",
        "<unused94> ¦ <unused95> ¦ true",
        "<tool_call> ¦ </tool_call> ¦ false",
        "<script> ¦ </SCRIPT > ¦ false",
        "<function=book> ¦ </function> ¦ false",
        "<details type=\"reasoning\"> ¦ </details> ¦ false",
        "<|tool_call> ¦ <tool_call|> ¦ false",
        "<|channel>thought ¦ <channel|> ¦ false",
        "<｜tool▁calls▁begin｜> ¦ <｜tool▁calls▁end｜> ¦ false",
        "<|channel|>analysis ¦ <|end|> ¦ false",
        "<|im_start|>think ¦ <|im_end|> ¦ false",
        "<|python_tag|> ¦ <|eom_id|> ¦ false",
        "analysisWe ¦ assistantfinal ¦ false"
      })
  void eachMarkHasItsEnd(String mark, String end, boolean thought) {
    Thoughts.Begun begun = begun(mark, true).orElseThrow();
    assertThat(begun.thought()).isEqualTo(thought);
    assertThat(begun.end().matcher(end).matches()).as(begun.end().pattern()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<b>",
        "<think/>",
        "<thing>",
        "[sic]",
        "[Thinking]",
        "analysis is",
        "&amp;",
        "◁x",
        "!"
      })
  void otherTextBeginsNothing(String text) {
    assertThat(begun(text, true)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"analysisWe"})
  void aBareChannelStandsFirst(String text) {
    assertThat(begun(text, false)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<", "<thi", "&lt;thin", "<|begin_of", "[THIN", "\\<"})
  void halfAMarkIsNotDecided(String half) {
    Lookahead text = new Lookahead();
    text.add(half);
    text.begin();
    assertThat(new Thoughts(text).begun(text.next(), true)).isEmpty();
    assertThat(text.undecided()).isTrue();
  }

  private static Optional<Thoughts.Begun> begun(String written, boolean atStart) {
    Lookahead text = new Lookahead();
    text.add(written);
    text.ended(true);
    text.begin();
    return new Thoughts(text).begun(text.next(), atStart);
  }
}
