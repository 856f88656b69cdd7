package talkspurt.provider.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlEntitiesTest {

  @ParameterizedTest
  @CsvSource({
    "&amp;, 0x26",
    "&nbsp;, 0xA0",
    "&yuml;, 0xFF",
    "&times;, 0xD7",
    "&euro;, 0x20AC",
    "&#65;, 0x41",
    "&#x1F600;, 0x1F600",
    "&#X41;, 0x41",
    "&#0;, 0xFFFD",
    "&#xD800;, 0xFFFD"
  })
  void namesAndNumbersStandForTheirCharacter(String entity, String codePoint) {
    Matcher found = HtmlEntities.ENTITY.matcher(entity);
    assertThat(found.matches()).isTrue();
    assertThat(HtmlEntities.character(found)).isEqualTo(Integer.decode(codePoint));
  }

  @ParameterizedTest
  @ValueSource(strings = {"&unknown;", "&amp", "& amp;", "&#;", "&#x;", "&#1234567;"})
  void othersAreNone(String text) {
    assertThat(HtmlEntities.ENTITY.matcher(text).lookingAt()).isFalse();
  }
}
