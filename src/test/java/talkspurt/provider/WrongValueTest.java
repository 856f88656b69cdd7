package talkspurt.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrongValueTest {

  private static final Schema BOOK = Schema.of(json("{'type':'object',"
      + "'required':['day'],'additionalProperties':false,'properties':{"
      + "'day':{'type':'string','maxLength':10},'guests':{'type':'integer','maximum':12},"
      + "'card_number':{'type':'string','maxLength':4},'pin':{'type':'integer','maximum':9},"
      + "'note':{'type':'integer'},'lines':{'type':'array','items':{'type':'object',"
      + "'properties':{'count':{'type':'integer'},'password':{'type':'string'}}}}}}"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'day':'today','guests':'two'} | (it is \"two\")",
        "{'day':'today','guests':40} | (it is 40)",
        "{'day':'today','lines':[{'count':1},{'count':'x'}]} | lines[1].count: string found, integer expected (it is \"x\")",
        "{} | 'day'",
        "{'day':'today','colour':'red'} | 'colour'",
        "{'day':'today','note':{'a':[1,2]}} | (it is {\"a\":[1,2]})"
      })
  void aComplaintNamesToolArgumentAndValue(String arguments, String told) {
    assertThat(objection(arguments)).startsWith("wrong arguments for book: ").contains(told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'day':'today','card_number':'12345'} | 12345 | (it is ***)",
        "{'day':'today','pin':4711} | 4711 | (it is ***)",
        "{'day':'4111 1111 1111 1111'} | 1111 | (it is \"***\")",
        "{'day':'today','note':{'password':'hush'}} | hush | (it is ***)"
      })
  void whatMayBeSecretIsNotRepeated(String arguments, String secret, String told) {
    assertThat(objection(arguments)).contains(told).doesNotContain(secret);
  }

  @Test
  void aLongValueIsShortened() {
    String told = objection("{'day':'" + "ab".repeat(300) + "'}");
    assertThat(told).contains("(it is \"abab").contains("…").hasSizeLessThan(400);
  }

  @Test
  void onlySoManyFaultsAreTold() {
    String many = "{'day':7,'guests':'a','note':'a','pin':'a','card_number':7,'lines':7}";
    assertThat(objection(many).split("; ")).hasSize(5);
  }

  @Test
  void whatIsNoObjectIsTold() {
    assertThat(BOOK.objection("book", "[1]")).hasValue("the arguments of book are no JSON object");
    assertThat(BOOK.objection("book", "{")).hasValue("the arguments of book are no JSON object");
    assertThat(BOOK.objection("book", json("{'day':'today'}"))).isEmpty();
  }

  private static String objection(String arguments) {
    return BOOK.objection("book", json(arguments)).orElseThrow();
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
