package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.collect.CodeWords;
import talkspurt.collect.Content;
import talkspurt.collect.Content.Judgement;
import talkspurt.collect.DateContent;

/** What callers say of dates, by the words that are shipped for their language. */
class CollectDatesTest {

  /** A Monday. */
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);

  private static final String BIRTH = "earliest = \"-120y\", latest = today, order = \"\"";
  private static final String VISIT = "earliest = today, latest = 1y, order = \"\"";

  private static final ConfigSection WORDS = new ConfigSection(
      ConfigFactory.parseResources("collect.conf").getConfig("talkspurt.collect.words"), "words");

  private static final CollectDates DATES = new CollectDates();
  private static final Map<String, DateContent> MADE = new ConcurrentHashMap<>();

  private static DateContent content(String language, String settings) {
    return MADE.computeIfAbsent(language + settings, none -> {
      ConfigSection block = new ConfigSection(ConfigFactory.parseString(settings), "born");
      String base = language.substring(0, 2);
      return WORDS.has(base)
          ? DATES.read(
              block,
              language,
              CollectReader.words(WORDS.section(base)),
              Optional.of(WORDS.section(base)))
          : DATES.read(block, language, CodeWords.NONE, Optional.empty());
    });
  }

  private static String judged(Content content, String entered) {
    Judgement judgement = content.judge(entered, TODAY);
    return judgement instanceof Judgement.Good good
        ? good.value()
        : ((Judgement.Bad) judgement).why().name();
  }

  private static String said(Content content, String... said) {
    String entered = "";
    for (String words : said) {
      entered += content.read(entered, words);
    }
    return entered.isEmpty() ? "" : judged(content, entered);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | the third of May nineteen eighty",
        "en | May third, nineteen eighty",
        "en | it was May 3rd 1980 I think",
        "en | 5/3/1980",
        "en | 1980-05-03",
        "en | five three eighty",
        "en | zero five zero three one nine eight zero",
        "en | May the third, eighty",
        "en-GB | 03/05/1980",
        "en-GB | the third of the fifth nineteen eighty",
        "en-GB | three five nineteen hundred and eighty",
        "de | dritter Mai neunzehnhundertachtzig",
        "de | am dritten fünften achtzig",
        "de | dritter fünfter neunzehnhundert achtzig",
        "de | 03.05.1980",
        "de | der 3. Mai 1980",
        "de | null drei null fünf neunzehn achtzig",
        "es | el tres de mayo de mil novecientos ochenta",
        "es | tres de mayo del ochenta",
        "es | 3/5/1980",
        "fr | le trois mai mille neuf cent quatre-vingts",
        "fr | trois mai dix-neuf cent quatre vingt",
        "fr | 3 mai 1980",
        "it | tre maggio millenovecentottanta",
        "it | il tre maggio mille novecento ottanta",
        "it | 3/5/80",
        "pt | três de maio de mil novecentos e oitenta",
        "pt | 3 de maio de 1980",
        "pt | três do cinco de oitenta",
        "nl | drie mei negentienhonderdtachtig",
        "nl | derde mei negentien tachtig",
        "nl | 3 mei 1980",
        "pl | trzeciego maja tysiąc dziewięćset osiemdziesiątego roku",
        "pl | trzeci maja tysiąc dziewięćset osiemdziesiąt",
        "pl | 3 maja 1980",
        "sv | tredje maj nittonhundraåttio",
        "sv | den tredje i femte nitton åttio",
        "sv | 1980-05-03",
        "tr | üç Mayıs bin dokuz yüz seksen",
        "tr | 3 Mayıs 1980",
        "ru | третье мая тысяча девятьсот восьмидесятого года",
        "ru | третьего мая восемьдесят",
        "ru | 3 мая 1980 года",
        "uk | третє травня тисяча дев'ятсот вісімдесятого року",
        "uk | 3 травня 1980",
        "ar | الثالث من مايو 1980",
        "ar | ثلاثة أيار ألف وتسعة مائة وثمانون",
        "ar | 3 مايو 1980",
        "he | שלושה במאי אלף תשע מאות שמונים",
        "he | 3 במאי 1980",
        "hi | तीन मई उन्नीस सौ अस्सी",
        "hi | 3 मई 1980",
        "zh | 一九八〇年五月三日",
        "zh | 一九八零年五月三号",
        "zh | 1980年5月3日",
        "ja | 千九百八十年五月三日です",
        "ja | 1980年5月3日",
        "ko | 천구백팔십년 오월 삼일",
        "ko | 1980년 5월 3일",
        "ko | 팔십 년 오월 삼일이요",
        "cs | 3. května 1980",
        "da | 3. maj 1980",
      })
  void theThirdOfMay1980IsReadAsCallersSayIt(String language, String said) {
    assertThat(said(content(language, BIRTH), said)).isEqualTo("1980-05-03");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | today                          | 2026-11-30",
        "en | November thirtieth             | 2026-11-30",
        "en | the day after tomorrow please  | 2026-12-02",
        "en | on Friday                      | 2026-12-04",
        "en | Monday                         | 2026-12-07",
        "en | Friday the eleventh of December| 2026-12-11",
        "en | May twenty first               | 2027-05-21",
        "en | December thirty one            | 2026-12-31",
        "en | January first twenty twenty seven | 2027-01-01",
        "en | January twenty, twenty twenty seven | 2027-01-20",
        "en | the twenty ninth of November   | 2027-11-29",
        "en | December third two thousand and twenty six | 2026-12-03",
        "en | one moment please              | ''",
        "en | I do not know                  | ''",
        "en | yesterday                      | OUT_OF_BOUNDS",
        "en | February thirtieth twenty twenty seven | NO_DATE",
        "en | the fifth                      | TOO_SHORT",
        "de | übermorgen                     | 2026-12-02",
        "de | heute Morgen                   | 2026-11-30",
        "de | nächsten Sonnabend             | 2026-12-05",
        "de | einunddreißigster Zwölfter     | 2026-12-31",
        "de | am 24.12.                      | 2026-12-24",
        "es | pasado mañana                  | 2026-12-02",
        "es | el martes                      | 2026-12-01",
        "es | el primero de enero            | 2027-01-01",
        "fr | après-demain                   | 2026-12-02",
        "fr | le premier janvier             | 2027-01-01",
        "fr | le vingt et un mars deux mille vingt-sept | 2027-03-21",
        "it | dopo domani                    | 2026-12-02",
        "it | ventuno marzo duemilaventisette| 2027-03-21",
        "pt | depois de amanhã               | 2026-12-02",
        "pt | na sexta                       | 2026-12-04",
        "nl | overmorgen                     | 2026-12-02",
        "nl | eenentwintig maart             | 2027-03-21",
        "pl | pojutrze                       | 2026-12-02",
        "pl | w środę                        | 2026-12-02",
        "pl | dwudziestego pierwszego marca  | 2027-03-21",
        "sv | i övermorgon                   | 2026-12-02",
        "sv | tjugoförsta mars               | 2027-03-21",
        "tr | öbür gün                       | 2026-12-02",
        "tr | yirmi bir Mart                 | 2027-03-21",
        "tr | Cuma                           | 2026-12-04",
        "ru | послезавтра                    | 2026-12-02",
        "ru | в пятницу                      | 2026-12-04",
        "ru | двадцать первого марта         | 2027-03-21",
        "uk | післязавтра                    | 2026-12-02",
        "uk | двадцять першого березня       | 2027-03-21",
        "ar | بعد غد                         | 2026-12-02",
        "ar | يوم الجمعة                     | 2026-12-04",
        "he | מחרתיים                        | 2026-12-02",
        "he | ביום שישי                      | 2026-12-04",
        "hi | आज                             | 2026-11-30",
        "hi | शुक्रवार को                      | 2026-12-04",
        "zh | 后天                            | 2026-12-02",
        "zh | 周五                            | 2026-12-04",
        "zh | 十二月三十一号                    | 2026-12-31",
        "ja | 明後日                          | 2026-12-02",
        "ja | 金曜日                          | 2026-12-04",
        "ja | 十二月三十一日                    | 2026-12-31",
        "ko | 모레                            | 2026-12-02",
        "ko | 금요일에                         | 2026-12-04",
        "ko | 십이월 삼십일일                   | 2026-12-31",
        "ko | 십이월 십일                      | 2026-12-10",
      })
  void aDayAheadIsReadWithoutItsYear(String language, String said, String date) {
    assertThat(said(content(language, VISIT), said)).isEqualTo(date);
  }

  @ParameterizedTest
  @CsvSource({
    "de, 03051980, 1980-05-03",
    "de, 030580, 1980-05-03",
    "de, 290226, NO_DATE",
    "de, 311300, NO_DATE",
    "de, 0305, TOO_SHORT",
    "de, 03051, TOO_SHORT",
    "de, 030519800, TOO_LONG",
    "de, 01122026, OUT_OF_BOUNDS",
    "de, 30112026, 2026-11-30",
    "de, 29111906, OUT_OF_BOUNDS",
    "de, 30111906, 1906-11-30",
    "de, 010127, 1927-01-01",
    "de, 010126, 2026-01-01",
    "en, 05031980, 1980-05-03",
    "en-GB, 05031980, 1980-03-05",
    "sv, 19800503, 1980-05-03",
    "zh, 800503, 1980-05-03",
  })
  void keysAreReadInTheOrderOfTheLanguage(String language, String keys, String date) {
    assertThat(judged(content(language, BIRTH), keys)).isEqualTo(date);
  }

  @Test
  void aYearHasToBeSaidWhereMoreThanOneYearBackIsTaken() {
    String until = "latest = today, order = \"\"";
    assertThat(judged(content("de", "earliest = \"-12m\", " + until), "0305"))
        .isEqualTo("2026-05-03");
    assertThat(judged(content("de", "earliest = \"-18m\", " + until), "0305"))
        .isEqualTo("TOO_SHORT");
  }

  @Test
  void ofTwoCenturiesTheNearerCounts() {
    DateContent both = content("de", "earliest = \"-120y\", latest = 60y, order = \"\"");
    assertThat(judged(both, "010180")).isEqualTo("1980-01-01");
    assertThat(judged(both, "010140")).isEqualTo("2040-01-01");
  }

  @Test
  void theOrderMayBeSet() {
    DateContent set = content("en", "earliest = \"-120y\", latest = today, order = day-month-year");
    assertThat(judged(set, "05031980")).isEqualTo("1980-03-05");
    assertThat(judged(content("en", VISIT), "1203")).isEqualTo("2026-12-03");
  }

  @Test
  void whatWasSaidAtSeveralTimesIsOneDateAndTheLastCounts() {
    DateContent birth = content("en", BIRTH);
    assertThat(said(birth, "the third of May", "nineteen eighty")).isEqualTo("1980-05-03");
    assertThat(said(birth, "the third", "of May", "nineteen eighty")).isEqualTo("1980-05-03");
    assertThat(said(birth, "third of May nineteen eighty", "no fourth of May nineteen eighty"))
        .isEqualTo("1980-05-04");
    assertThat(judged(birth, birth.read("", "third of May") + "1980")).isEqualTo("1980-05-03");
  }

  @Test
  void aDateIsWholeOnceNothingCanMakeItAnother() {
    DateContent visit = content("en", VISIT);
    assertThat(visit.progress("1203", TODAY)).isEqualTo(Content.Progress.WHOLE);
    assertThat(visit.progress("12032", TODAY)).isEqualTo(Content.Progress.BEGUN);
    assertThat(visit.progress("12032026", TODAY)).isEqualTo(Content.Progress.FULL);
    assertThat(visit.progress(visit.read("", "December third"), TODAY))
        .isEqualTo(Content.Progress.WHOLE);
    assertThat(visit.progress(visit.read("", "tomorrow"), TODAY)).isEqualTo(Content.Progress.FULL);
    assertThat(visit.progress(visit.read("", "December"), TODAY)).isEqualTo(Content.Progress.BEGUN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | May third, nineteen eighty",
        "de | dritter Mai neunzehnhundertachtzig",
        "fr | trois mai mille neuf cent quatre-vingts",
        "cs | třetího května tisíc devět set osmdesát",
        "ja | 千九百八十年五月三日",
      })
  void aDateIsReadBackInWords(String language, String words) {
    assertThat(content(language, BIRTH).spoken("1980-05-03")).isEqualTo(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "en", "en-GB", "de", "es", "fr", "it", "pt", "nl", "pl", "sv", "tr", "ru", "uk", "ar", "he",
        "hi", "zh", "ja", "ko"
      })
  void whatIsReadBackIsUnderstoodWhenItIsSaid(String language) {
    DateContent birth = content(language, "earliest = \"1930-01-01\", latest = 2y, order = \"\"");
    for (LocalDate date = LocalDate.of(1930, 1, 1);
        date.isBefore(LocalDate.of(2028, 1, 1));
        date = date.plusDays(97)) {
      String words = birth.spoken(date.toString());
      assertThat(said(birth, words)).as(words).isEqualTo(date.toString());
    }
  }

  @Test
  void aSecretIsFoundHoweverItIsWritten() {
    DateContent birth = content("de", BIRTH);
    assertThat(birth.symbols("1980-05-03")).isEqualTo("03051980");
    assertThat(birth.forms("1980-05-03"))
        .containsExactlyInAnyOrder("03051980", "05031980", "19800503");
  }

  @Test
  void aBoundThatIsNoneIsRefused() {
    assertThatThrownBy(() -> content("de", "earliest = soon, latest = today, order = \"\""))
        .hasMessageStartingWith("earliest is soon; allowed: today,");
    assertThatThrownBy(() -> content("de", "earliest = today, latest = today, order = dmy"))
        .hasMessageContaining("order is dmy; allowed: day-month-year,");
  }
}
