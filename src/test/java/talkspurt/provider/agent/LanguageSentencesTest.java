package talkspurt.provider.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What agents write in each language whose file is whole, sentence by sentence, however it comes. */
class LanguageSentencesTest {

  private static final String END = " / ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "en | We open at 9.30 a.m. on weekdays. / Dr. Smith is in room No. 5. / \"Is that right?\" / It costs $4.50, e.g. today. / Great! / See you on Jan. 5, then.",
        "de | Wir öffnen am 3. Mai um 9.30 Uhr. / Dr. Weber hat z. B. Zimmer Nr. 5. / „Stimmt das?“ / Es kostet 4,50 €, d. h. wenig. / Schön! / Bis zum 5. Januar.",
        "fr | Nous ouvrons à 9 h 30. / M. Dupont et Mme. Durand sont là. / « C'est vrai ? » / Cela coûte 4,50 €, p. ex. aujourd'hui. / Très bien ! / À demain.",
        "es | Abrimos a las 9.30. / El Sr. García y la Sra. Ruiz están. / ¿Es verdad? / «Claro que sí.» / ¡Muy bien! / Cuesta 4,50 € p. ej. hoy.",
        "it | Apriamo alle 9.30. / Il Sig. Rossi e il Dott. Bianchi ci sono. / «È vero?» / Costa 4,50 €, p. es. oggi. / Benissimo! / A domani.",
        "pt | Abrimos às 9.30. / O Sr. Silva e a Dra. Costa estão. / «É verdade?» / Custa 4,50 €, p. ex. hoje. / Muito bem! / Até amanhã.",
        "nl | We gaan om 9.30 open. / Dhr. Jansen en mevr. De Vries zijn er. / \"Klopt dat?\" / Het kost € 4,50, d.w.z. weinig. / Mooi! / Tot 5 januari.",
        "pl | Otwieramy o 9.30. / Mgr Nowak i inż. Kowalski są na ul. Długiej. / „Czy to prawda?” / Kosztuje 4,50 zł, np. dziś. / Świetnie! / Do 5. maja.",
        "sv | Vi öppnar kl. 9.30. / Dr. Berg finns t.ex. i rum nr. 5. / ”Stämmer det?” / Det kostar 4,50 kr. / Bra! / Vi ses den 5 januari.",
        "tr | Saat 9.30'da açıyoruz. / Dr. Yılmaz ve Prof. Kaya Atatürk Cad. No. 5'te. / “Doğru mu?” / Fiyatı 4,50 lira. / Harika! / 5 Ocak'ta görüşürüz.",
        "ru | Мы открываемся в 9.30. / Д-р Иванов живёт на ул. Ленина, д. 5. / «Это правда?» / Стоит 450 руб. в день. / Отлично! / До 5 января.",
        "uk | Ми відчиняємося о 9.30. / Пан Коваль живе на вул. Шевченка, 5. / «Це правда?» / Коштує 450 грн. на день. / Чудово! / До 5 січня.",
        "ar | نفتح الساعة 9.30 صباحًا. / د. أحمد في الغرفة رقم 5. / هل هذا صحيح؟ / «نعم بالتأكيد.» / السعر 4.50 دولار! / إلى اللقاء غدًا.",
        "he | אנחנו פותחים בשעה 9.30. / הרופא בחדר מס' 5. / \"זה נכון?\" / המחיר 4.50 ש\"ח. / מצוין! / להתראות מחר.",
        "hi | हम सुबह 9.30 बजे खुलते हैं। / डॉ. शर्मा कमरा 5 में हैं। / क्या यह सही है? / “हाँ, सही है।” / दाम 4.50 रुपये है। / बहुत अच्छा! / कल मिलेंगे।",
        "zh | 我们上午9.30开门。 / 王医生在5号房间。 / 这样对吗？ / “对的。” / 价格是4.5元。 / 太好了！ / 明天见。",
        "ja | 午前9.30に開きます。 / 山田先生は5号室です。 / よろしいですか？ / 「はい。」 / 料金は4.5ドルです。 / 素晴らしい！ / また明日。",
        "ko | 오전 9.30에 엽니다. / 김 박사는 5호실에 있습니다. / 맞습니까? / “네, 맞아요.” / 가격은 4.50달러입니다. / 좋아요! / 내일 뵙겠습니다."
      })
  void sentencesAreCutAsTheyAreWritten(String language, String listed) {
    List<String> sentences = List.of(listed.split(END));
    assertThat(sentences).hasSizeGreaterThanOrEqualTo(6);
    String text = String.join(language.equals("zh") || language.equals("ja") ? "" : " ", sentences);
    assertThat(Sentences.of(text, language)).isEqualTo(sentences);
    Random random = new Random(language.hashCode());
    for (int times = 0; times < 40; times++) {
      assertThat(inPieces(text, language, random)).isEqualTo(inPieces(text, language, null));
    }
  }

  /** As a model writes it: the first clause may come before its sentence is whole. */
  private static List<String> inPieces(String text, String language, Random random) {
    Sentences cut = new Sentences(language);
    List<String> given = new ArrayList<>();
    for (int from = 0; from < text.length(); ) {
      int to = random == null ? from + 1 : Math.min(text.length(), from + 1 + random.nextInt(4));
      given.addAll(cut.add(text.substring(from, to)));
      from = to;
    }
    cut.rest().ifPresent(given::add);
    return given;
  }
}
