package talkspurt.audio;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes {@code src/test/resources/hearing/golden.txt}; to be run when weights were trained anew. */
final class GoldenHearing {

  static final int EVERY = 10;

  private GoldenHearing() {}

  static LineSimulation line() {
    return new LineSimulation(3).echo(0, 9, 130, 0.3).caller(1.5, 2.5, 2500).loss(40);
  }

  public static void main(String[] arguments) throws IOException {
    EchoAwareDetector hearing = new EchoAwareDetector(8000, HearingNet.standard());
    LineSimulation line = line();
    try (PrintWriter out = new PrintWriter(
        Files.newBufferedWriter(Path.of(arguments[0]), StandardCharsets.US_ASCII))) {
      for (int k = 0; k < line.frames(); k++) {
        float speech = line.playTo(hearing, k, k + 1)[0];
        if (k % EVERY == EVERY - 1) {
          for (float number : hearing.evidence()) {
            out.print(Math.round(number * 1000) / 1000f + " ");
          }
          out.println(speech);
        }
      }
    }
  }
}
