package talkspurt.provider.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.OutsideTexts;
import talkspurt.language.LanguagePack;
import talkspurt.text.OutsideText;

class SpeakableTextTest {

  private static final int MANY = 100_000;

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '~',
      nullValues = "-",
      value = {
        "<think>The caller wants hours.</think>We open at nine. ¦ We open at nine.",
        "<THINKING a=\"b\">x <b>y</b></thinking> Yes. ¦ Yes.",
        "<think>a</thinking>Yes. ¦ Yes.",
        "Well. <reasoning>never closed. At all. ¦ Well.",
        "<think>never closed ¦ -",
        "[THINK]hm[/THINK]Yes. ¦ Yes.",
        "◁think▷hm◁/think▷Yes. ¦ Yes.",
        "<seed:think>hm</seed:think>Yes. ¦ Yes.",
        "<antThinking>hm</antThinking>Yes. ¦ Yes.",
        "<inner_thoughts>hm</inner_thoughts><chain_of_thought>hm</chain_of_thought>Yes. ¦ Yes.",
        "<|START_THINKING|>hm<|END_THINKING|><|START_RESPONSE|>Yes.<|END_RESPONSE|> ¦ Yes.",
        "<|begin_of_thought|>hm<|end_of_thought|>Yes. ¦ Yes.",
        "<|channel>thought hm<channel|>Yes. ¦ Yes.",
        "<unused94>hm<unused95>Yes. ¦ Yes.",
        "<details type=\"reasoning\" done=\"true\">hm</details>Yes. ¦ Yes.",
        "Yes. <tool_call>{\"name\":\"book\"}</tool_call> ¦ Yes.",
        "<function=book>{\"day\":1}</function>Yes. ¦ Yes.",
        "Yes. [TOOL_CALLS][{\"name\":\"book\"}] ¦ Yes.",
        "<｜tool▁calls▁begin｜>book<｜tool▁calls▁end｜>Yes.<｜end▁of▁sentence｜> ¦ Yes.",
        "<|im_start|>assistant Yes.<|im_end|> ¦ Yes.",
        "<start_of_turn>model Yes.<end_of_turn> ¦ Yes.",
        "at ==nine== now, a == b ¦ at nine now, a == b",
        "nine[1][2]. ¦ nine.",
        "[ref]: https://example.org \"T\" ¦ -",
        "https://münchen.de/x and ftp://example.org/x ¦ münchen.de and example.org",
        "日本語*強調*です ¦ 日本語強調です",
        "nine&mdash;ten&hellip; ¦ nine—ten…",
        "hm</think>Yes. ¦ hm\u0003 Yes.",
        "<think>a <think>b</think> c</think>Yes. ¦ c\u0003 Yes.",
        "hm[/THINK]Yes. ¦ hm\u0003 Yes.",
        "<|think|>hm<|/think|>Yes. ¦ Yes.",
        "<|start_of_thinking|>hm<|end_of_thinking|>Yes. ¦ Yes.",
        "<|thinking|>hm<|/thinking|>Yes. <|reasoning_start|>hm<|reasoning_end|>No. ¦ Yes. No.",
        "< Think >hm< / think >Yes. ¦ Yes.",
        "<think\\n>hm</think\\n>Yes. ¦ Yes.",
        "&lt;think&gt;hm&lt;/think&gt;Yes. ¦ Yes.",
        "\\<think\\>hm\\</think\\>Yes. ¦ Yes.",
        "＜think＞hm＜/think＞Yes. ¦ Yes.",
        "<longcat_think>hm</longcat_think>Yes. <think:fast>hm</think>No. ¦ Yes. No.",
        "<reasoning_steps>hm</reasoning_steps>Yes. <scratchpad>hm</scratchpad>No. ¦ Yes. No.",
        "[think]hm[/think]Yes. [sic] [Thinking] ¦ Yes. [sic] [Thinking]",
        "analysisWe need to answer.assistantfinalYes. ¦ Yes.",
        "analysis is done, analysisWe ¦ analysis is done, analysisWe",
        "<|im_start|>think\\nhm<|im_end|><|im_start|>assistant\\nYes. ¦ Yes.",
        "<|python_tag|>book.call(x=1)<|eom_id|>Yes. ¦ Yes.",
        "<tool_code>print(1)</tool_code>Yes. <invoke name=\"a\"><b>1</b></invoke> ¦ Yes.",
        "&eacute;t&eacute; &Uuml;ber &szlig; &yuml; &copy; &bull; &rarr;x&shy;y &unknown; ¦ été Über ß ÿ © • xy &unknown;",
        "Write to <jane.doe@example.org>. ¦ Write to jane.doe@example.org.",
        "Yes :smile: :+1:! 5:30:10 a:b:c 16:9: ok ¦ Yes! 5:30:10 a:b:c 16:9: ok",
        "Menu → Settings ● a ⬤ ℹ️ b ¦ Menu Settings a b",
        "<think/>Yes. ¦ Yes.",
        "<|channel|>analysis<|message|>hm<|end|><|start|>assistant<|channel|>final<|message|>Yes. ¦ Yes.",
        "<!-- no -->Yes. ¦ Yes.",
        "We open at **nine**, *not* ten, ***ever***. ¦ We open at nine, not ten, ever.",
        "__Nine__ and _ten_ and ~~eleven~~ twelve. ¦ Nine and ten and eleven twelve.",
        "(*nine*) and \"*ten*\" ¦ (nine) and \"ten\"",
        "from *5 pm* on ¦ from 5 pm on",
        "**5 pm**: call ¦ 5 pm: call",
        "3 * 4 is 12, 3*4 and 2 ** 3 too ¦ 3 * 4 is 12, 3*4 and 2 ** 3 too",
        "Press * or #, or *67. ¦ Press * or #, or *67.",
        "Press #1 or # now, C# and F#. ¦ Press #1 or # now, C# and F#.",
        "snake_case and a_b ¦ snake_case and a_b",
        "2 < 3 and 4 > 3, x <y and z ¦ 2 < 3 and 4 > 3, x <y and z",
        "It costs $5, 50% off & more; AT&T. ¦ It costs $5, 50% off & more; AT&T.",
        "Tom &amp; Jerry&nbsp;&lt;3 &#39;x&#39; ¦ Tom & Jerry <3 'x'",
        "See [our map](https://example.org/m?a=(1)) now. ¦ See our map now.",
        "See [**our** map](<https://example.org> \"Map\"). ¦ See our map.",
        "![A map](m.png) here [one][ref] and two[^1]. ¦ A map here one and two.",
        "Look at https://www.example.org/a/b?c=d#e. Then call. ¦ Look at example.org. Then call.",
        "At www.example.org, http://u:p@example.org:80/x ¦ At example.org, example.org",
        "看https://example.org。谢谢 ¦ 看example.org。谢谢",
        "<https://example.org/x> and mailto:a@example.org ¦ example.org and a@example.org",
        "[unclosed](https://example.org/x ¦ unclosed",
        "array[1] and [sic] ¦ array[1] and [sic]",
        "See you 😀! Bye 👨‍👩‍👧 ¦ See you! Bye",
        "Nice👍🏽work ❤️ ok ¦ Nice work ok",
        "1️⃣ first ¦ 1 first",
        "क्‍ष stays ¦ क्‍ष stays",
        "<p>Hello <b>you</b></p> there<br/>! ¦ Hello you there!",
        "Run `npm install` \\*now\\* ¦ Run npm install *now*",
        "The area is \\( x^2 \\). ¦ The area is x².",
        "It is $$a^{2} + b^2 = c^2$$ here. ¦ It is a² + b² = c² here.",
        "It is \\[ E = mc^3 \\] and x_1 ¦ It is E = mc³ and x_1",
        "Inline $\\alpha$, $n$, $x_1$ and $2x^2$. ¦ Inline alpha, n, x 1 and 2x².",
        "$\\text{All} = 5 \\times 3$, \\boxed{42} \\textbf{Important:} ¦ All = 5 × 3, 42 Important:",
        "\\( \\frac{1}{2} \\cdot \\left( a \\right) \\) ¦ 1/2 × ( a )",
        "20\\% off \\& more, \\$5 ¦ 20% off & more, $5",
        "See example.com/path?q=1. And shop.example.co.uk/a#b, now. ¦ See example.com. And shop.example.co.uk, now.",
        "At example.com:8080/x, example.com?q=1 (example.com/a_(b)) ¦ At example.com, example.com (example.com)",
        "See (https://example.com/a_b_(c)) now. ¦ See (example.com) now.",
        "Tom &amp;amp; Jerry &amp;lt;3 &#X41; ¦ Tom & Jerry <3 A",
        "Our page <img src=\"x.png\" alt=\"map\"/>. ¦ Our page.",
        "<tr><td>a</td><td>b</td></tr> ¦ a b",
        "It is so [1]. And this [2, 3], [4] and [5–7]. ¦ It is so. And this, and.",
        "It is so[1]. Yes【3†source】. No 【4:0†a.pdf】. ¦ It is so. Yes. No.",
        "It is so \uE200cite\uE202turn0search1\uE201. x\uF8FFy ¦ It is so. xy",
        "It is so :contentReference[oaicite:0]{index=0}. ¦ It is so.",
        "Press [1] for sales, [2] for help. Press [3]. ¦ Press [1] for sales, [2] for help. Press [3].",
        "Drücken Sie [1]. ¦ Drücken Sie [1].",
        "Hello :) nice ;-) to see you :D. (at 5:) x:D ¦ Hello nice to see you. (at 5:) x:D",
        "Flags 🇩🇪🇫🇷 and 🏳️‍🌈, keys *️⃣ #️⃣ 5⃣. ¦ Flags and, keys * # 5.",
        "**bold**text, text**bold** and **not closed ¦ boldtext, textbold and not closed"
      })
  void onlyWordsAreSpoken(String told, String spoken) {
    String written = told.replace("\\n", "\n");
    String flat = whole(written).replace('\u2029', ' ').replace(" !", "!");
    assertThat(flat).isEqualTo(spoken == null ? "" : spoken);
    theCutsMakeNoDifference(written);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "# Hours\\nWe open. | Hours¶We open.",
        "We open at **nine**. ## Hours\\n- Monday: *nine* to five\\n- [Map](https://example.org/m?a=1)\\n\\n😀 See you!"
            + " | We open at nine.¶Hours¶Monday: nine to five¶Map¶See you!",
        "* one\\n* two\\n+ [x] three\\n1. four\\n2) five | one¶two¶three¶1. four¶2) five",
        "> quoted\\nand on | quoted and on",
        "first\\nline\\n\\nsecond | first line¶second",
        "a\\r\\nb | a b",
        "before\\n---\\nafter | before¶after",
        "Title\\n=====\\nafter | Title¶after",
        "Code:\\n```python\\nx = 1\\n```\\nDone. | Code:¶x = 1¶Done.",
        "-5 degrees | -5 degrees",
        "first\\r\\rsecond\\r\\nthird | first¶second third",
        "# Title #\\r\\nText. | Title¶Text.",
        "```\\r\\ncode\\r\\n```\\r\\nDone. | code¶Done.",
        "– one\\n— two\\n· three\\n● four\\n✓ five\\n→ six\\n✅ seven | one¶two¶three¶four¶five¶six¶seven",
        "- one\\n  - two\\n    1. three\\n- four | one¶two¶1. three¶four",
        "a) one\\nb) two\\n(1) three\\n(a) four | a) one¶b) two¶(1) three¶(a) four",
        "A friend\\n(one of two)\\nI am | A friend (one of two) I am",
        "$$x^2\\n\\n{y}^2 | x²¶{y}^2",
        "See [1].\\n\\nPress [1]. | See.¶Press [1]."
      })
  void whatStandsApartIsSpokenApart(String written, String spoken) {
    String told = written.replace("\\n", "\n").replace("\\r", "\r");
    assertThat(whole(told).replace('\u2029', '¶')).isEqualTo(spoken);
    theCutsMakeNoDifference(told);
  }

  @Test
  void aTableIsReadRowByRow() {
    assertThat(whole("| Day | Hours |\n|-----|:-----:|\n| Monday | 9 to 5 |\n\nBye."))
        .isEqualTo("Day, Hours\u2029Monday, 9 to 5\u2029Bye.");
    assertThat(whole("Day | Hours\r\n--- | ---\r\nMonday | 9\r\nTuesday | 10\r\n\r\nBye."))
        .isEqualTo("Day, Hours\u2029Monday, 9\u2029Tuesday, 10\u2029Bye.");
    assertThat(whole("left | right")).isEqualTo("left, right");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "It costs $5.",
        "From $5 to $10, or 5$ a day.",
        "US$5, A$7, $1,000.50 and $2k.",
        "The total is $5 + $3 = $8.",
        "$1-$2 a day, $AAPL and $HOME",
        "either/or, 24/7, 1/2, km/h, c/o, TCP/IP, A/B",
        "Node.js/React, U.S./Canada, e.g./i.e.",
        "Is it example.com? Yes. example.com.",
        "example.com, jane@example.com and 3.5/4",
        "C:\\Users\\x and a\\b",
        "x^2 and 10^6 and a_b and {name}",
        "array[1] and list[0] of a[i]",
        "The answer (see above) is: (none)",
        "At 5:30; then 16:9 = x (5:) y",
        "2*3*4, 5 * 6 and x*y*z",
        "100% sure & 50/50",
        "#1, C# and F#",
        "Tom & Jerry, AT&T, R&D;",
        "a < b > c, 3 <4",
        "-5 degrees, - minus",
        "I am here. (Really.)",
        "A) and b) are fine",
        "one – two — three",
        "+49 (30) 123-45",
        "J. R. R. Tolkien",
        "Press * or # now.",
        "Room [12] is free",
        "क्‍ष और हिन्दी",
        "你好，世界！（好）",
        "Größe: 5 °C ± 1"
      })
  void whatIsNoMarkStays(String written) {
    assertThat(whole(written)).isEqualTo(written);
    theCutsMakeNoDifference(written);
  }

  @Test
  void aPriceWaitsForTwoCharactersOnly() {
    SpeakableText text = new SpeakableText();
    assertThat(text.add("It costs $5 a")).isEqualTo("It costs $5 a");
    assertThat(text.add(" day at example.com/a")).isEqualTo(" day at example.com");
    assertThat(text.add("b/c. S")).isEqualTo(". S");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<think>\nThe caller wants hours.\n</think>\n\nWe open at nine.",
        "We open at **nine**. ## Hours\n- Monday: *nine* to five\n- [Map](https://example.org/m?a=1)\n\n😀 See you!",
        "| a | b |\n|---|---|\n| c | d |\n",
        "```\ncode\n``` *67 from *5 pm* <b>x</b> &amp; www.example.org 3 * 4 C#"
      })
  void thePlacesOfTheCutsMakeNoDifference(String written) {
    theCutsMakeNoDifference(written);
  }

  private static void theCutsMakeNoDifference(String written) {
    String whole = whole(written);
    for (int cut = 0; cut <= written.length(); cut++) {
      SpeakableText text = new SpeakableText();
      assertThat(
              text.add(written.substring(0, cut)) + text.add(written.substring(cut)) + text.rest())
          .as("cut at %d", cut)
          .isEqualTo(whole);
    }
    SpeakableText text = new SpeakableText();
    StringBuilder single = new StringBuilder();
    for (char each : written.toCharArray()) {
      single.append(text.add(String.valueOf(each)));
    }
    assertThat(single + text.rest()).isEqualTo(whole);
  }

  @Test
  void plainWordsDoNotWait() {
    SpeakableText text = new SpeakableText();
    assertThat(text.add("We open at nine. S")).isEqualTo("We open at nine. S");
    assertThat(text.add("nake_c")).isEqualTo("nake_c");
    assertThat(text.add(" x <")).isEqualTo(" x");
    assertThat(text.add(" 3")).isEqualTo(" < 3");
    assertThat(text.rest()).isEmpty();
    assertThat(text.add("# New")).isEqualTo("New");
  }

  @Test
  void nothingThatAModelWritesBreaksIt() {
    OutsideTexts texts = new OutsideTexts(15);
    for (int i = 0; i < MANY; i++) {
      String written = texts.next();
      int cut = texts.cut(written.length());
      SpeakableText text = new SpeakableText();
      String spoken =
          text.add(written.substring(0, cut)) + text.add(written.substring(cut)) + text.rest();
      String words = spoken.replace(String.valueOf(SpeakableText.THOUGHT_END), "");
      if (!OutsideText.isWellFormed(words) || !spoken.equals(whole(written))) {
        assertThat(spoken).as(written + " cut at " + cut).isEqualTo(whole(written));
      }
      ReplySentences sentences =
          new ReplySentences(LanguagePack.shipped("de").sentences(), ThoughtsFirst.unknown());
      sentences.add(written.substring(0, cut));
      sentences.add(written.substring(cut));
      sentences.rest();
    }
  }

  private static String whole(String written) {
    SpeakableText text = new SpeakableText();
    return text.add(written) + text.rest();
  }
}
