package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import talkspurt.fake.OutsideTexts;
import talkspurt.http.FormFields.Field;

class FormFieldsTest {

  @Test
  void fieldsAreReadAsDialplansWriteThem() {
    assertThat(FormFields.of("a=1&b=Zo%C3%AB+x&c=&d&&e=1=2"))
        .containsExactly(
            new Field("a", "1"),
            new Field("b", "Zoë x"),
            new Field("c", ""),
            new Field("d", ""),
            new Field("e", "1=2"));
    assertThat(FormFields.of("")).isEmpty();
    assertThat(FormFields.first("a=1&a=2", "a")).contains("1");
  }

  @Test
  void whatCannotBeReadCostsNothingElse() {
    assertThat(FormFields.of("a=50%&b=%zz%4&c=Zo%EB&d=%ED%A0%80&e=ü%F0%9F%98%80"))
        .containsExactly(
            new Field("a", "50%"),
            new Field("b", "%zz%4"),
            new Field("c", "Zo\ufffd"),
            new Field("d", "\ufffd"),
            new Field("e", "ü😀"));
  }

  @Test
  void nothingThrows() {
    OutsideTexts.through(17, 1_000_000, texts -> {
      FormFields.of(texts.next());
    });
  }
}
