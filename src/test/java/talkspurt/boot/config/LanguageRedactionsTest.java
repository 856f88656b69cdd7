package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.control.WordRedaction;

/** What is redacted in each of the languages that are shipped. */
class LanguageRedactionsTest {

  private static final Config ROOT =
      SettingsReader.read(null, Map.of()).config().getConfig("talkspurt");
  private static final LanguageRedactions ALL = of();

  private static LanguageRedactions of() {
    ConfigSection root = new ConfigSection(ROOT, "talkspurt");
    CollectReader collects = new CollectReader(root.section(CollectReader.KEY));
    return new LanguageRedactions(new LanguageFiles(root), collects::spoken);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
    en | Hello, my name is Ann Smith, and I call | Hello, my name is [name], and I call
    en | my name is ann smith and i call | my name is [name] and i call
    en | Thank you, Mrs. Smith. | Thank you, Mrs. [name].
    en | four seven one one double five | [number]
    es | Me llamo Ana García López y llamo por | Me llamo [name] y llamo por
    es | cuatro siete uno uno cinco | [number]
    de | Guten Tag, ich heiße Jürgen Groß und rufe an | Guten Tag, ich heiße [name] und rufe an
    de | Gerne, Frau Groß. | Gerne, Frau [name].
    de | meine frau ist krank | meine frau ist krank
    de | vier sieben eins eins zwo | [number]
    fr | Je m'appelle Zoé Dupont, bonjour | Je m'appelle [name], bonjour
    fr | Bien sûr, madame Dupont. | Bien sûr, madame [name].
    fr | quatre sept deux deux cinq | [number]
    it | Mi chiamo Anna Rossi. | Mi chiamo [name].
    it | quattro sette due due cinque | [number]
    pt | O meu nome é João Silva. | O meu nome é [name].
    pt | quatro sete dois dois cinco | [number]
    nl | Mijn naam is Jan de Vries. | Mijn naam is [name].
    nl | Mijn naam is Jan van der Berg van hier. | Mijn naam is [name] van hier.
    nl | vier zeven twee twee vijf | [number]
    pl | Nazywam się Anna Kowalska. | Nazywam się [name].
    pl | cztery siedem dwa dwa pięć | [number]
    sv | Jag heter Anna Berg. | Jag heter [name].
    tr | Benim adım Ayşe Yılmaz. | Benim adım [name].
    ru | Меня зовут Анна Иванова. | Меня зовут [name].
    uk | Мене звати Олена Шевченко. | Мене звати [name].
    ar | اسمي محمد أحمد. | اسمي [name].
    he | קוראים לי דנה כהן. | קוראים לי [name].
    hi | मेरा नाम राहुल शर्मा है। | मेरा नाम [name] है।
    zh | 我叫王小明，你好 | 我叫[name]，你好
    ja | 私の名前は田中太郎。 | 私の名前は[name]。
    """)
  void numbersAndNames(String language, String said, String kept) {
    WordRedaction own = ALL.of(language);
    assertThat(own.redacted(said, "")).isEqualTo(kept);
    assertThat(own.redacted(kept, "")).as("again").isEqualTo(kept);
  }

  @Test
  void anotherLanguageOfTheCallCountsAndWhatIsNoneDoesNot() {
    WordRedaction german = ALL.of("de");
    assertThat(german.redacted("My name is Ann", "en-GB")).isEqualTo("My name is [name]");
    assertThat(german.redacted("My name is Ann", "")).isEqualTo("My name is Ann");
    assertThat(german.redacted("Ich heiße Ann", "\"}{")).isEqualTo("Ich heiße [name]");
    assertThat(german.redacted("47115 ann@example.org", "xx")).isEqualTo("[number] [email]");
  }
}
