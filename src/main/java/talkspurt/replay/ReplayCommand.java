package talkspurt.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import talkspurt.audio.Hearing;
import talkspurt.audio.HearingNet;

/** Hears recorded situations and writes down when it found the caller speaking, for scoring. */
public final class ReplayCommand {

  private static final String USAGE = """
      usage: replay --manifest M.json --out detections.json [options]
        --clean DIR      write the cleaned sound of each situation there
        --evidence FILE  write the numbers each frame is judged by, for training
        --weights FILE   use these weights instead of those that come with Talkspurt
        --threads N      situations heard at the same time (1)
        --system NAME    name to write into the file (talkspurt)\
      """;

  private final Path manifest;
  private final Path out;
  private final Path clean;
  private final Path evidence;
  private final String system;
  private final int threads;
  private final HearingNet net;

  private ReplayCommand(Options options) throws IOException {
    manifest = Path.of(options.required("--manifest"));
    out = Path.of(options.required("--out"));
    clean = options.path("--clean");
    evidence = options.path("--evidence");
    system = options.text("--system", "talkspurt");
    threads = Integer.parseInt(options.text("--threads", "1"));
    net = weights(options.path("--weights"));
  }

  private static HearingNet weights(Path path) throws IOException {
    if (path == null) {
      return HearingNet.standard();
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      return HearingNet.read(in);
    }
  }

  /** Runs from the command line. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs the command and returns its exit code. */
  public static int run(String[] arguments) {
    try {
      new ReplayCommand(Options.of(arguments)).replay();
      return 0;
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage() + System.lineSeparator() + USAGE);
      return 2;
    } catch (IOException failure) {
      System.err.println("replay: " + failure);
      return 1;
    }
  }

  private void replay() throws IOException {
    JsonNode cases = new ObjectMapper().readTree(manifest.toFile()).get("cases");
    if (clean != null) {
      Files.createDirectories(clean);
    }
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try (DataOutputStream numbers =
        evidence == null ? null : Evidences.open(evidence, cases.size())) {
      List<Future<SituationReplay>> heard = new ArrayList<>();
      List<String> lines = new ArrayList<>();
      for (int k = 0; k < cases.size() + 2 * threads; k++) {
        if (k < cases.size()) {
          JsonNode situation = cases.get(k);
          heard.add(workers.submit(() -> hear(situation)));
        }
        // a few are under way at any time, so that memory stays bounded
        int done = k - 2 * threads;
        if (done >= 0 && done < cases.size()) {
          lines.add(finish(cases.get(done), heard.set(done, null).get(), numbers));
        }
      }
      write(lines);
    } catch (InterruptedException | ExecutionException e) {
      throw new IOException(e);
    } finally {
      workers.shutdownNow();
    }
  }

  private SituationReplay hear(JsonNode situation) {
    try {
      Path base = manifest.toAbsolutePath().getParent();
      WavFile far = WavFile.read(base.resolve(situation.get("far").asText()));
      WavFile mic = WavFile.read(base.resolve(situation.get("mic").asText()));
      short[] line = mic.channels()[0];
      short[] sent = java.util.Arrays.copyOf(far.channels()[0], line.length);
      return new SituationReplay(net, mic.rateHz(), line, sent, evidence != null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String finish(JsonNode situation, SituationReplay heard, DataOutputStream numbers)
      throws IOException {
    String id = situation.get("id").asText();
    Path cleaned = clean == null ? null : clean.resolve(id + ".wav").toAbsolutePath();
    if (cleaned != null) {
      WavFile.write(cleaned, situation.get("fs").asInt(), heard.clean);
    }
    if (numbers != null) {
      Evidences.write(numbers, heard.evidence, Hearing.evidenceSize());
    }
    return "\"" + id + "\": " + heard.json(cleaned == null ? null : cleaned.toString());
  }

  private void write(List<String> lines) throws IOException {
    String cases = String.join("," + System.lineSeparator(), lines);
    Files.writeString(
        out,
        "{\"system\": \"" + system + "\", \"cases\": {" + System.lineSeparator() + cases + "}}");
  }
}
