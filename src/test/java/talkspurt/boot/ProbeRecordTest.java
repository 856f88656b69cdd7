package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.boot.ProbeRecord.News;
import talkspurt.probe.ProbeResult;
import talkspurt.probe.ProbeResult.Kind;

class ProbeRecordTest {

  private static final int TELL_AFTER = 2;

  /** a: answered, n: no answer, b: busy. News: of the last result. */
  @ParameterizedTest
  @CsvSource({
    "a, 0, none",
    "n, 1, none",
    "nn, 2, failing",
    "nnn, 3, none",
    "nna, 0, recovered",
    "na, 0, none",
    "nbn, 2, failing",
    "nnb, 2, none",
    "bbb, 0, none",
    "nnan, 1, none",
    "nnann, 2, failing",
  })
  void tellsWhenItBeginsToFailAndWhenItRecovers(String results, int failed, String news) {
    ProbeRecord before = ProbeRecord.NONE;
    ProbeRecord record = ProbeRecord.NONE;
    for (char some : results.toCharArray()) {
      before = record;
      record = record.after(result(some));
    }
    assertThat(record.failed()).isEqualTo(failed);
    assertThat(record.since(before, TELL_AFTER))
        .isEqualTo(News.valueOf(news.toUpperCase(Locale.ROOT)));
    assertThat(record.problem(TELL_AFTER).isPresent()).isEqualTo(failed >= TELL_AFTER);
  }

  private static ProbeResult result(char some) {
    Kind kind = some == 'a' ? Kind.ANSWERED : some == 'b' ? Kind.BUSY : Kind.NO_ANSWER;
    return new ProbeResult(kind, "", OptionalLong.empty(), OptionalLong.empty());
  }
}
