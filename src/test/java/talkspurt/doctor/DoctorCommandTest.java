package talkspurt.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DoctorCommandTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--engine ftp://x | --engine is no such URL",
        "--engine http://u:hush@x | --engine is no such URL",
        "--engine nonsense | --engine is no such URL",
        "--ca-file missing.pem | --ca-file missing.pem cannot be read; allowed: certificates as PEM",
        "--audio x | --audio x; allowed: host:port",
        "--audio x:99999 | a port of 1 to 65535",
        "--asterisk x | --ami-user is needed",
        "--asterisk x --ami-user u --ami-port 0 | --ami-port 0; allowed: 1 to 65535",
        "--ari-url http://x/ari | --ari-user is needed",
        "--ari-url http://x/ari --ari-user u | environment TALKSPURT_ARI_PASSWORD is needed"
      })
  void misuseIsToldAndNothingIsAsked(String arguments, String told) {
    StringWriter err = new StringWriter();
    CommandLine line = new CommandLine(new DoctorCommand(Map.of("TALKSPURT_AMI_SECRET", "hush")))
        .setErr(new PrintWriter(err, true));
    assertThat(line.execute(arguments.split(" "))).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains(told).doesNotContain("hush");
  }
}
