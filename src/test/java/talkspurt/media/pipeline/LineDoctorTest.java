package talkspurt.media.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.G711;
import talkspurt.call.LineFault;
import talkspurt.fake.LineExamination;
import talkspurt.fake.Sounds;
import talkspurt.media.playout.FingerprintTable;

class LineDoctorTest {

  private static final int RATE_HZ = 8000;
  private static final List<String> SPEECH =
      List.of("hours", "operator", "sales", "support", "goodbye", "ok", "stranger", "cough");

  private final FingerprintTable marks = new FingerprintTable();
  private final LineDoctor doctor = new LineDoctor(LineExamination.SETTINGS, marks.line());
  private final List<LineFinding> findings = new ArrayList<>();
  private double nowMs = 1000;

  // ---- what is healthy

  /** By rate: they take longer to make than to judge. */
  private static final Map<Integer, Map<String, AudioFrame>> HEALTHY =
      Map.of(8000, healthy(8000), 16_000, healthy(16_000));

  /** Sounds of every kind a line may bring, by name, at this rate. */
  private static Map<String, AudioFrame> healthy(int rateHz) {
    Map<String, AudioFrame> all = new LinkedHashMap<>();
    for (String name : SPEECH) {
      AudioFrame speech = Sounds.speech(name, rateHz);
      all.put(name, speech);
      all.put(name + " in noise", Sounds.mix(speech, Sounds.white(rateHz, 10_000, -40, 1)));
      all.put(name + ", clipped", Sounds.gain(speech, 40));
      all.put(name + ", faint", Sounds.gain(speech, -40));
      all.put(name + ", fainter", Sounds.gain(speech, -55));
      all.put(name + " through µ-law", companded(speech, true));
      all.put(name + " through A-law", companded(speech, false));
      all.put(name + ", faint, through A-law", companded(Sounds.gain(speech, -40), false));
      all.put(name + ", of 8 bits", eightBits(speech));
    }
    for (int dbfs : new int[] {-3, -20, -40, -60, -75}) {
      all.put("white noise " + dbfs, Sounds.white(rateHz, 5000, dbfs, 2));
      all.put("pink noise " + dbfs, Sounds.pink(rateHz, 5000, dbfs, 3));
      for (int hz : new int[] {50, 100, 440, 1004, 2000, 2100, 3000, 3400, 3900}) {
        all.put("tone " + hz + " " + dbfs, Sounds.tones(rateHz, 5000, dbfs, hz));
      }
      for (double[] key : new double[][] {{697, 1209}, {941, 1477}, {852, 1633}}) {
        all.put("key " + key[0] + " " + dbfs, Sounds.tones(rateHz, 5000, dbfs - 6, key[0], key[1]));
      }
      all.put("music " + dbfs, Sounds.tones(rateHz, 5000, dbfs - 14, 262, 330, 392, 1046, 2637));
    }
    all.put("dither", dither(rateHz));
    return all;
  }

  @TestFactory
  Stream<DynamicTest> noHealthySoundIsAFault() {
    return Stream.of(8000, 16_000)
        .flatMap(rateHz -> HEALTHY.get(rateHz).entrySet().stream()
            .map(sound -> DynamicTest.dynamicTest(sound.getKey() + " at " + rateHz, () -> {
              LineDoctorTest line = new LineDoctorTest();
              line.begin();
              for (int times = 0; times < 3; times++) {
                line.bring(sound.getValue(), 20, 20);
              }
              assertThat(line.findings).isEmpty();
            })));
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 50, 80})
  void loseWhatItMayALineIsNotOfAnotherRate(int lostPercent) {
    Random random = new Random(lostPercent);
    begin();
    for (AudioFrame frame : Sounds.frames(repeated("hours", 8))) {
      pass(20);
      if (random.nextInt(100) >= lostPercent) {
        hear(frame);
      }
    }
    assertThat(findings).isEmpty();
  }

  @Test
  void jitterStallsAndBurstsAreNoFault() {
    Random random = new Random(5);
    begin();
    List<AudioFrame> held = new ArrayList<>();
    int n = 0;
    for (AudioFrame frame : Sounds.frames(repeated("operator", 10))) {
      pass(20);
      held.add(frame);
      n++;
      if (n % 300 < 100 ? random.nextInt(3) == 0 : n % 300 > 250) {
        held.forEach(this::hear);
        held.clear();
      }
    }
    assertThat(findings).isEmpty();
  }

  @Test
  void aCallerWhoMutesOrHoldsForHalfAMinuteIsNoFault() {
    begin();
    say("hours");
    bring(Sounds.silence(RATE_HZ, 60_000), 20, 20);
    pass(30_000);
    say("ok");
    assertThat(findings).isEmpty();
  }

  @Test
  void aStallOfOursIsNoFaultOfThePeer() {
    begin();
    say("ok");
    nowMs += 30_000;
    doctor.look(false, nowMs);
    nowMs += 30_000;
    doctor.look(false, nowMs);
    findings.addAll(doctor.takeNews());
    assertThat(findings).isEmpty();
  }

  @Test
  void theBotsEchoIsNoLoop() {
    begin();
    List<AudioFrame> sent = Sounds.frames(Sounds.speech("hours", RATE_HZ));
    List<AudioFrame> echo = Sounds.frames(Sounds.gain(Sounds.speech("hours", RATE_HZ), -1.5));
    for (int i = 0; i < sent.size(); i++) {
      pass(20);
      doctor.sent(sent.get(i), nowMs);
      hear(echo.get(i));
    }
    assertThat(findings).isEmpty();
  }

  @Test
  void aToneThatBothSidesPlayIsNoLoop() {
    begin();
    for (AudioFrame frame : Sounds.frames(Sounds.tones(RATE_HZ, 5000, -10, 1000))) {
      pass(20);
      doctor.sent(frame, nowMs);
      hear(frame);
    }
    assertThat(findings).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 30, 50, 70, 80, 90})
  void aLossyLineOnABusyMachineIsNotOfAnotherRate(int lostPercent) {
    Random random = new Random(lostPercent);
    begin();
    List<AudioFrame> held = new ArrayList<>();
    for (AudioFrame frame : Sounds.frames(repeated("sales", 60))) {
      pass(20);
      if (random.nextInt(100) >= lostPercent) {
        held.add(frame);
      }
      if (random.nextInt(4) > 0) {
        held.forEach(this::hear);
        held.clear();
      }
    }
    assertThat(findings).isEmpty();
  }

  @Test
  void halfARateOnABusyMachineIsStillNamed() {
    Random random = new Random(9);
    begin();
    List<AudioFrame> held = new ArrayList<>();
    for (AudioFrame piece : Sounds.pieces(Sounds.pink(16_000, 6000, -20, 4), 160)) {
      pass(20);
      held.add(piece);
      if (random.nextInt(3) > 0) {
        held.forEach(this::hear);
        held.clear();
      }
    }
    assertThat(faults()).containsExactly(LineFault.WRONG_RATE);
  }

  // ---- what is not

  @Test
  void nothingThatEverComesIsNamedAndOverOnceItComes() {
    begin();
    pass(4900);
    assertThat(findings).isEmpty();
    pass(300);
    assertThat(faults()).containsExactly(LineFault.NO_INBOUND_FRAMES);
    say("ok");
    assertThat(findings).last().isEqualTo(LineFinding.over(LineFault.NO_INBOUND_FRAMES));
    pass(120_000);
    assertThat(findings).as("once a line").hasSize(2);
  }

  @Test
  void nothingIsDueBeforeTheLineHasSaidWhatItBrings() {
    pass(60_000);
    assertThat(findings).isEmpty();
  }

  @Test
  void whatStopsForLongIsNamed() {
    begin();
    say("ok");
    pass(61_000);
    assertThat(faults()).containsExactly(LineFault.NO_INBOUND_FRAMES);
  }

  @ParameterizedTest
  @CsvSource({"0", "8", "-1"})
  void silenceFromTheFirstSampleOnIsNamedAndOverOnceThereIsSound(short value) {
    begin();
    short[] samples = new short[RATE_HZ * 19];
    Arrays.fill(samples, value);
    bring(new AudioFrame(RATE_HZ, samples), 20, 20);
    assertThat(findings).isEmpty();
    bring(new AudioFrame(RATE_HZ, Arrays.copyOf(samples, 2 * RATE_HZ)), 20, 20);
    assertThat(faults()).containsExactly(LineFault.DIGITAL_SILENCE);
    say("ok");
    assertThat(findings).last().isEqualTo(LineFinding.over(LineFault.DIGITAL_SILENCE));
  }

  @TestFactory
  Stream<DynamicTest> wrongBytesAreNamedForWhatTheyAre() {
    Map<String, Wrong> wrongs = new LinkedHashMap<>();
    wrongs.put("swapped", new Wrong(LineDoctorTest::swapped, 20, LineFault.WRONG_BYTE_ORDER));
    wrongs.put(
        "µ-law", new Wrong(s -> bytes(s, G711.toMuLaw(s.samples())), 10, LineFault.WRONG_CODEC));
    wrongs.put(
        "A-law", new Wrong(s -> bytes(s, G711.toALaw(s.samples())), 10, LineFault.WRONG_CODEC));
    wrongs.put(
        "µ-law at twice the pace",
        new Wrong(s -> bytes(s, G711.toMuLaw(s.samples())), 20, LineFault.WRONG_CODEC));
    return wrongs.entrySet().stream()
        .flatMap(wrong -> Stream.of("hours", "operator", "sales", "stranger")
            .map(name -> DynamicTest.dynamicTest(name + " " + wrong.getKey(), () -> {
              LineDoctorTest line = new LineDoctorTest();
              line.begin();
              line.bring(
                  wrong.getValue().made().apply(line.repeated(name, 8)),
                  wrong.getValue().pieceMs(),
                  20);
              assertThat(line.faults()).containsExactly(wrong.getValue().fault());
            })));
  }

  private record Wrong(UnaryOperator<AudioFrame> made, int pieceMs, LineFault fault) {}

  @Test
  void theLawIsNamedWhereThereIsSound() {
    begin();
    AudioFrame speech = repeated("hours", 8);
    bring(bytes(speech, G711.toALaw(speech.samples())), 20, 20);
    assertThat(findings.get(0).detail()).contains("A-law");
  }

  @Test
  void bytesOfACallerWhoSaysNothingAreNamedByTheirNumber() {
    begin();
    short[] silence = new short[RATE_HZ * 30];
    Arrays.fill(silence, (short) 0xffff);
    bring(new AudioFrame(RATE_HZ, silence), 10, 20);
    assertThat(faults()).containsExactly(LineFault.WRONG_CODEC);
  }

  @ParameterizedTest
  @CsvSource({"8000, 40", "8000, 60", "8000, 120", "16000, 10", "24000, 10", "16000, 30"})
  void anotherRateThanTheAnnouncedOneIsNamed(int rateHz, int soundIn20Ms) {
    begin();
    bring(Sounds.pink(rateHz, 20_000, -20, 4), soundIn20Ms, 20);
    assertThat(faults()).containsExactly(LineFault.WRONG_RATE);
    assertThat(findings.get(0).detail())
        .contains((rateHz * soundIn20Ms / 20) + " samples")
        .contains("announced: " + rateHz);
  }

  @Test
  void aPeerThatTakesNothingIsNamedAndOverOnceItDoes() {
    begin();
    for (int ms = 0; ms < 1300; ms += 100) {
      nowMs += 100;
      hear(Sounds.silence(RATE_HZ, 100));
      doctor.look(false, nowMs);
    }
    findings.addAll(doctor.takeNews());
    assertThat(faults()).containsExactly(LineFault.PEER_NOT_READING);
    pass(100);
    assertThat(findings).last().isEqualTo(LineFinding.over(LineFault.PEER_NOT_READING));
  }

  @Test
  void aQueueThatStaysLongIsNamedAndAFullOneIsNoPeerThatDoesNotRead() {
    begin();
    for (int second = 0; second < 12; second++) {
      doctor.waiting(500 + 100 * second, nowMs);
      for (int look = 0; look < 10; look++) {
        nowMs += 100;
        hear(Sounds.silence(RATE_HZ, 100));
        doctor.look(false, nowMs);
      }
    }
    findings.addAll(doctor.takeNews());
    assertThat(faults()).containsExactly(LineFault.LEAD_GROWING);
    assertThat(findings.get(0).detail()).isEqualTo("1500 ms wait in Asterisk");
    doctor.waiting(40, nowMs);
    assertThat(doctor.takeNews()).containsExactly(LineFinding.over(LineFault.LEAD_GROWING));
  }

  @Test
  void aQueueThatIsLongNowAndThenIsNoFault() {
    begin();
    for (int second = 0; second < 60; second++) {
      doctor.waiting(second % 9 == 8 ? 400 : 800, nowMs);
      nowMs += 1000;
    }
    assertThat(doctor.takeNews()).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> whatComesBackUnchangedIsALoop() {
    Map<String, UnaryOperator<AudioFrame>> ways = new LinkedHashMap<>();
    ways.put("as it was", sound -> sound);
    ways.put("through Asterisk's µ-law", sound -> companded(asAsteriskRounds(sound, 4), true));
    ways.put("through Asterisk's A-law", sound -> companded(asAsteriskRounds(sound, 8), false));
    return ways.entrySet().stream()
        .flatMap(way -> Stream.of(20, 30)
            .map(pieceMs -> DynamicTest.dynamicTest(way.getKey() + " in " + pieceMs, () -> {
              LineDoctorTest line = new LineDoctorTest();
              line.begin();
              line.loop(line.doctor, way.getValue(), pieceMs);
              assertThat(line.faults()).containsExactly(LineFault.LOOP);
              assertThat(line.findings.get(0).detail()).isEqualTo("its own sound comes back");
            })));
  }

  @Test
  void whatAnotherLineSendsIsALoopAsWell() {
    begin();
    loop(new LineDoctor(LineExamination.SETTINGS, marks.line()), UnaryOperator.identity(), 20);
    assertThat(faults()).containsExactly(LineFault.LOOP);
    assertThat(findings.get(0).detail()).contains("another line");
  }

  @Test
  void whatAnotherNodeSendsIsNotKnownAgain() {
    begin();
    loop(
        new LineDoctor(LineExamination.SETTINGS, new FingerprintTable().line()),
        UnaryOperator.identity(),
        20);
    assertThat(findings).isEmpty();
  }

  @Test
  void whatIsIgnoredIsNotTold() {
    LineDoctor lenient =
        new LineDoctor(LineExamination.but(Set.of(LineFault.NO_INBOUND_FRAMES)), marks.line());
    lenient.announced();
    for (int ms = 0; ms < 10_000; ms += 100) {
      lenient.look(true, ms);
    }
    assertThat(lenient.takeNews()).isEmpty();
  }

  // ---- a line

  private void begin() {
    doctor.announced();
    pass(100);
  }

  private void say(String name) {
    bring(Sounds.speech(name, RATE_HZ), 20, 20);
  }

  /** So many ms of sound each time so many ms have passed. */
  private void bring(AudioFrame sound, int pieceMs, int everyMs) {
    for (AudioFrame piece : Sounds.pieces(sound, sound.rateHz() * pieceMs / 1000)) {
      pass(everyMs);
      hear(piece);
    }
  }

  private void hear(AudioFrame piece) {
    doctor.heard(piece, nowMs);
    findings.addAll(doctor.takeNews());
  }

  private void pass(int ms) {
    for (int passed = 0; passed < ms; passed += 20) {
      nowMs += 20;
      doctor.look(true, nowMs);
    }
    findings.addAll(doctor.takeNews());
  }

  /** What one line sends comes back on ours 100 ms later. */
  private void loop(LineDoctor sender, UnaryOperator<AudioFrame> way, int pieceMs) {
    AudioFrame speech = Sounds.speech("hours", RATE_HZ);
    for (AudioFrame frame : Sounds.frames(speech)) {
      sender.sent(frame, nowMs);
    }
    nowMs += 100;
    bring(way.apply(speech), pieceMs, pieceMs);
  }

  private List<LineFault> faults() {
    return findings.stream()
        .filter(finding -> !finding.cleared())
        .map(LineFinding::fault)
        .toList();
  }

  private AudioFrame repeated(String name, int times) {
    AudioFrame[] all = new AudioFrame[times];
    Arrays.fill(all, Sounds.speech(name, RATE_HZ));
    return Sounds.then(all);
  }

  private static AudioFrame companded(AudioFrame sound, boolean muLaw) {
    short[] samples = muLaw
        ? G711.fromMuLaw(G711.toMuLaw(sound.samples()))
        : G711.fromALaw(G711.toALaw(sound.samples()));
    return new AudioFrame(sound.rateHz(), samples);
  }

  /** Its tables have one entry for so many neighbouring samples. */
  private static AudioFrame asAsteriskRounds(AudioFrame sound, int step) {
    return each(sound, sample -> Math.floorDiv(sample, step) * step + step - 1);
  }

  private static AudioFrame eightBits(AudioFrame sound) {
    return each(sound, sample -> sample & 0xff00);
  }

  private static AudioFrame swapped(AudioFrame sound) {
    return each(sound, sample -> Short.reverseBytes((short) sample));
  }

  private static AudioFrame each(AudioFrame sound, java.util.function.IntUnaryOperator made) {
    short[] samples = sound.samples().clone();
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) made.applyAsInt(samples[i]);
    }
    return new AudioFrame(sound.rateHz(), samples);
  }

  private static AudioFrame dither(int rateHz) {
    Random random = new Random(6);
    return each(Sounds.silence(rateHz, 5000), sample -> -random.nextInt(2));
  }

  /** The bytes of G.711 taken as linear samples. */
  private static AudioFrame bytes(AudioFrame of, byte[] codes) {
    short[] samples = new short[codes.length / 2];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (codes[2 * i] & 0xff | codes[2 * i + 1] << 8);
    }
    return new AudioFrame(of.rateHz(), samples);
  }
}
