package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.http.ExperimentVerdict.Conclusion;
import talkspurt.http.ExperimentVerdict.Sample;

class ExperimentVerdictTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "310 | 1000 | 240 | 1000 | MORE | transferred: b has it in more calls than a: 31 % against 24 %, difference 7 points (3.1 to 10.9)",
        "240 | 1000 | 310 | 1000 | FEWER | transferred: b has it in fewer calls than a: 24 % against 31 %, difference 7 points (3.1 to 10.9)",
        "31 | 100 | 24 | 100 | TOO_FEW_CALLS | transferred: too few calls; about 1200 more of each of b and a for a difference of 5 points",
        "0 | 0 | 24 | 100 | TOO_FEW_CALLS | transferred: too few calls; about 1300 more of each of b and a for a difference of 5 points",
        "0 | 0 | 0 | 0 | TOO_FEW_CALLS | transferred: too few calls; about 1600 more of each of b and a for a difference of 5 points",
        "3050 | 10000 | 3000 | 10000 | ALIKE | transferred: no difference larger than 1.8 points between b and a is likely",
        "480 | 2000 | 430 | 2000 | ALIKE | transferred: no difference larger than 5.1 points between b and a is likely",
      })
  void isAPlainSentence(
      long found,
      long calls,
      long otherFound,
      long otherCalls,
      Conclusion conclusion,
      String told) {
    ExperimentVerdict verdict = ExperimentVerdict.of(
        "transferred",
        new Sample("b", found, calls),
        new Sample("a", otherFound, otherCalls),
        0.05);
    assertThat(verdict.verdict()).isEqualTo(told);
    assertThat(verdict.conclusion()).isEqualTo(conclusion);
    assertThat(verdict.callsNeeded().isPresent()).isEqualTo(conclusion == Conclusion.TOO_FEW_CALLS);
  }

  @Test
  void aLargerDifferenceIsFoundWithFewerCalls() {
    ExperimentVerdict verdict =
        ExperimentVerdict.of("transferred", new Sample("b", 12, 50), new Sample("a", 12, 60), 0.15);
    assertThat(verdict.conclusion()).isEqualTo(Conclusion.TOO_FEW_CALLS);
    assertThat(verdict.callsNeeded()).hasValue(88);
    assertThat(verdict.difference()).isEqualTo(0.04, within(1e-9));
  }
}
