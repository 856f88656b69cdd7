package talkspurt.provider.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentencesTest {

  @Test
  void aTextIsCutAtTheEndsOfItsSentences() {
    assertThat(Sentences.of("Good morning. How can I help?  We are open! ", "en"))
        .containsExactly("Good morning.", "How can I help?", "We are open!");
    assertThat(Sentences.of("no end", "de")).containsExactly("no end");
    assertThat(Sentences.of("  ", "en")).isEmpty();
  }

  @Test
  void theFirstClauseIsGivenAtOnceAndThenWholeSentences() {
    Sentences cut = new Sentences("en");
    assertThat(cut.add("Well, I can ")).isEmpty();
    assertThat(cut.add("help you with that,")).isEmpty();
    assertThat(cut.add(" of course, and")).containsExactly("Well, I can help you with that,");
    assertThat(cut.add(" gladly. ")).isEmpty();
    assertThat(cut.add("When")).containsExactly("of course, and gladly.");
    assertThat(cut.add(" shall it be, and where?")).isEmpty();
    assertThat(cut.rest()).contains("When shall it be, and where?");
    assertThat(cut.rest()).isEmpty();
  }

  @Test
  void aTextIsCutAlikeHoweverItComes() {
    String text = "At 3.5 km you meet Dr. Smith. He is in. No. 5 it is! Sure?";
    Sentences cut = new Sentences("en");
    java.util.List<String> one = new java.util.ArrayList<>();
    for (char each : text.toCharArray()) {
      one.addAll(cut.add(String.valueOf(each)));
    }
    cut.rest().ifPresent(one::add);
    assertThat(one).isEqualTo(Sentences.of(text, "en"));
    assertThat(one.get(0)).isEqualTo("At 3.5 km you meet Dr. Smith.");
  }

  @Test
  void aSentenceWithoutEndIsCutAtAWord() {
    String endless = "word ".repeat(500);
    assertThat(Sentences.of(endless, "en"))
        .allSatisfy(part -> assertThat(part.length()).isLessThanOrEqualTo(400))
        .allSatisfy(part -> assertThat(part).matches("(word ?)+"));
    assertThat(String.join(" ", Sentences.of(endless, "en"))).isEqualTo(endless.strip());
    assertThat(Sentences.of("x".repeat(1000), "en")).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | We open at 3.30. Version 2.0.1 is out. It costs 4.50 € now. | 3",
        "en | See Mr. Smith and Mrs. Jones, e.g. at No. 5. No. It is not. | 3",
        "en | At 9 a.m. Shall I? Wait... Yes! \"Really?\" He said so. So do I. Good. | 8",
        "en | Well... maybe… perhaps. Good. | 2",
        "de | Am 3. Mai und am 4. Oktober geht es. Danach nicht. | 2",
        "de | Der 2. Versuch im 19. Jahrhundert war z. B. gut, d. h. usw. und so. Ja. | 2",
        "de | Wir öffnen um 9. Danach ist Dr. Weber bzw. Fr. Nr. 5 da. Gut. | 3",
        "de | Montag der 3. August, Hauptstr. 5, Tel. 12. Gut. | 2",
        "fr | M. Dupont et Mme. Durand, p. ex. à 9 h. Bien. | 2",
        "es | ¿Sí? ¡Claro! El Sr. García viene. No. Gracias. | 5",
        "el | Να σας κλείσω ραντεβού; Ναι ή όχι. Καλά. | 3",
        "ar | نفتح غدا في التاسعة. هل أحجز لك موعدا؟ نعم أم لا. | 3",
        "ur | ہم کل نو بجے کھلتے ہیں۔ کیا میں بک کروں؟ ہاں یا نہیں۔ | 3",
        "hi | हम कल नौ बजे खुलते हैं। क्या मैं बुक करूँ? हाँ।। नहीं। | 4",
        "zh | 我们九点开门。要我为您预约吗？！请说“是。”或不是。 | 4",
        "ja | 明日は九時に開店します。予約しますか？「はい。」どうぞ。 | 4",
        "hy | Մենք բացում ենք։ Այո։ | 2",
        "am | ነገ እንከፍታለን። አዎ። | 2",
        "my | မနက်ဖြန်ဖွင့်သည်။ ဟုတ်ကဲ့။ | 2",
        "km | យើងបើកម៉ោង៩។ បាទ។ | 2",
        "ka | ჩვენ ვხსნით ცხრაზე. გსურთ დაჯავშნა? კარგი. | 3",
        "zh | 您好!我们九点开门.要预约吗?好的! | 4",
        "ja | 九時です．予約しますか?はい | 3",
        "ko | 안녕하세요!예약할까요?네. | 3",
        "th | ค่ะ!จองไหมคะ | 2",
        "hi | डॉ. शर्मा आएंगे। ठीक है? | 2",
        "sat | ᱚᱞ ᱪᱤᱠᱤ᱾ ᱚᱞ᱾ | 2",
        "am | እሺ፡፡ ነገ፡፡ | 2",
        "hy | Այո: Ոչ: | 2",
        "fr | « Oui. » Bien. | 2",
        "de | Er sagt es. »Nein« heißt es. | 2",
        "en | Yahoo!Japan and a.b are one. Good. | 2",
        "de | »Ja.« Gut. | 2",
        "de | Er sagt: „Ja.“ Dann geht er. | 2",
        "de | „Ja!“ sagt er. „Nein.“ | 2",
        "en | \"Are you sure?\" he asked. \"Yes!\" she said. | 2",
        "en | The U.S. Army is here. He lives in the U.S. He works. | 3",
        "en | At 5 p.m. Monday it is. At 5 p.m. My friend comes. | 3",
        "en | On Jan. 5 or Sept. 4th, apt. 4B. Good. | 2",
        "de | Müller GmbH & Co. KG ist da. Gut. | 2",
        "hy | Ինչպե՞ս եք։ Լա՜վ եմ։ | 2",
        "ja | 「はい。」と言いました。「はい。」次は九時です。 | 3",
        "zh | 他说“好。”“不。”再见。 | 3",
        "cs | Přijďte 3. května v 9.30. Dobře. | 2",
        "en | We open at nine.Then we close.It is late. | 3",
        "en | At 9.Then wait.A table is free.I am sure. | 4",
        "en | Is it nine?Then yes.Great!Thanks. OK.Well, no. | 6",
        "en | Booking.com, Booking.Com, Node.js and ASP.NET are 3.5 e.g. here. | 1",
        "en | Math.Floor(x), john.Smith@x.com, Dr.Smith and Prof.Dr.Weber came. | 1",
        "en | We met J.R.R. Tolkien and J.K.Rowling of the U.S.A. yesterday. | 1",
        "en | He lives in Washington D.C. Shall I? In the U.S.A. He is. | 4",
        "de | Wir öffnen um neun.Dann schließen wir. Am 3.Mai ist Nr.Fünf da. | 3",
        "es | Abrimos.Luego no.¿Sí?Claro.¡Hola!Bien, sí. | 6",
        "fr | C'est fermé.L’heure est neuf.À demain. M.Dupont. | 4"
      })
  void sentencesEndAsInTheirLanguage(String language, String text, int sentences) {
    assertThat(Sentences.of(text, language)).hasSize(sentences);
    assertThat(String.join("", Sentences.of(text, language)).replace(" ", ""))
        .isEqualTo(text.replace(" ", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | We open at nine. | S",
        "hi | हम कल नौ बजे खुलते हैं। | क",
        "zh | 我们明天九点开门。 | 要",
        "ja | 明日は九時に開店します。 | 予",
        "ar | نفتح غدا في التاسعة؟ | ه",
        "ur | ہم کل نو بجے کھلتے ہیں۔ | ک",
        "el | Ανοίγουμε αύριο; | Ν",
        "th | เราเปิดพรุ่งนี้เก้าโมง | ใ"
      })
  void aSentenceIsGivenWithTheFirstLetterOfTheNext(String language, String first, String next) {
    Sentences cut = new Sentences(language);
    String blank = language.equals("zh") || language.equals("ja") ? "" : " ";
    assertThat(cut.add(first + blank)).isEmpty();
    assertThat(cut.add(next)).containsExactly(first);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "de | »Ja.« Gut. „Ja.“ Er kam. Müller & Co. KG.",
        "en | In the U.S. Army. In the U.S. He is. At 5 p.m. Monday. At 5 p.m. More. \"No?\" he said.",
        "ja | 「はい。」と言い。「え？」次。",
        "hy | Ինչպե՞ս եք։ Այո։",
        "en | At nine.Then we.It is. Example.Com, e.g.This. Is it?Yes. J.R.R. Tolkien.",
        "es | Luego no.¿Sí?Claro.¡Hola!Bien.",
        "zh | 他说：“好的。”走。“不！”好"
      })
  void aTextIsCutAlikeWhereverItsPiecesEnd(String language, String text) {
    for (int cut = 0; cut <= text.length(); cut++) {
      Sentences pieces = new Sentences(language);
      List<String> given = new ArrayList<>(pieces.add(text.substring(0, cut)));
      given.addAll(pieces.add(text.substring(cut)));
      pieces.rest().ifPresent(given::add);
      Sentences whole = new Sentences(language);
      List<String> once = new ArrayList<>(whole.add(text));
      whole.rest().ifPresent(once::add);
      assertThat(given).as("cut at %d", cut).isEqualTo(once);
    }
  }

  @Test
  void theFirstClauseIsGivenInOtherScriptsToo() {
    assertThat(new Sentences("zh").add("如果您明天有时间的话，我")).containsExactly("如果您明天有时间的话，");
    assertThat(new Sentences("ar").add("إذا كان لديك وقت غدا، سوف"))
        .containsExactly("إذا كان لديك وقت غدا،");
  }

  @Test
  void aParagraphEndsASentence() {
    assertThat(Sentences.of("Hours\u2029Monday\u2029", "en")).containsExactly("Hours", "Monday");
  }
}
