package talkspurt.replay;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import talkspurt.audio.EchoReport;

/** A picture of what was heard in a call: stacked panels over one time axis. */
final class CallPlot {

  static final int WIDTH = 1600;
  static final int HEIGHT = 1165;
  private static final int LEFT = 150;
  private static final int RIGHT = 40;
  private static final int TOP = 118;
  private static final int HEADING = 38;
  private static final int[] PANEL_HEIGHTS = {110, 130, 130, 130, 120, 150};
  private static final int LINE_HEIGHT = 20;
  private static final String SEPARATOR = "   \u00b7   ";
  private static final double QUIETEST_DBFS = -80;
  private static final double LITTLE_OF_SCALE = 0.5;
  private static final int DELAY_STEP_MS = 100;

  private static final Color BOT = new Color(0x1f, 0x6f, 0xb4);
  private static final Color LINE = new Color(0xc4, 0x5f, 0x10);
  private static final Color LINE_BEHIND = new Color(0xd9, 0xdc, 0xe0);
  private static final Color RESIDUAL = new Color(0x2a, 0x8a, 0x57);
  private static final Color DELAY = new Color(0x7a, 0x3f, 0xa5);
  private static final Color SPEECH = new Color(0xb3, 0x26, 0x2e);
  private static final Color SPEECH_BELOW = new Color(0xf0, 0xc9, 0xcb);
  private static final Color ONSET = new Color(0xb3, 0x26, 0x2e, 0x80);

  private final CallTrack track;
  private final Decisions decisions;
  private final TimeAxis time;
  private final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
  private final Graphics2D g = image.createGraphics();

  private CallPlot(CallTrack track, Decisions decisions) {
    this.track = track;
    this.decisions = decisions;
    time = new TimeAxis(decisions.seconds(), LEFT, WIDTH - LEFT - RIGHT);
  }

  /** Draws a call; needs no display. */
  static BufferedImage draw(CallTrack track, Decisions decisions) {
    CallPlot plot = new CallPlot(track, decisions);
    plot.g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    plot.g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    plot.g.setColor(Color.WHITE);
    plot.g.fillRect(0, 0, WIDTH, HEIGHT);
    plot.title();
    plot.bot();
    plot.line();
    plot.residual();
    plot.delay();
    plot.speech();
    plot.decisions();
    for (int k = 0; k < panels(); k++) {
      plot.verticals(decisions.detections(), k, ONSET);
    }
    plot.timeLabels();
    plot.g.dispose();
    return plot.image;
  }

  /** Where a panel lies, counted from the top. */
  static Rectangle area(int panel) {
    int y = TOP;
    for (int k = 0; k < panel; k++) {
      y += PANEL_HEIGHTS[k] + HEADING;
    }
    return new Rectangle(LEFT, y, WIDTH - LEFT - RIGHT, PANEL_HEIGHTS[panel]);
  }

  static int panels() {
    return PANEL_HEIGHTS.length;
  }

  private Panel panel(int place, String heading, double low, double high) {
    Panel panel = new Panel(g, area(place), time, low, high);
    panel.frame(heading);
    return panel;
  }

  private void title() {
    g.setColor(Panel.INK);
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 20));
    g.drawString(
        decisions.recording() + ", " + ClockText.hundredths(decisions.seconds()), LEFT, 32);
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
    int y = 58;
    StringBuilder line = new StringBuilder();
    for (String figure : Timeline.figures(decisions)) {
      if (g.getFontMetrics().stringWidth(line + SEPARATOR + figure) > time.width()) {
        g.drawString(line.toString(), LEFT, y);
        line.setLength(0);
        y += LINE_HEIGHT;
      }
      line.append(line.isEmpty() ? "" : SEPARATOR).append(figure);
    }
    g.drawString(line.toString(), LEFT, y);
  }

  private void bot() {
    short[] sent = track.recording.sent();
    Envelope wave = Envelope.of(sent.length, n -> sent[n] / 32768.0, time.width());
    double most = 0;
    for (int c = 0; c < time.width(); c++) {
      most = Math.max(most, Math.max(-wave.least[c], wave.greatest[c]));
    }
    double high = most < LITTLE_OF_SCALE ? LITTLE_OF_SCALE : 1;
    Panel panel = panel(0, "Bot, as sent to the line: waveform, share of full scale", -high, high);
    panel.scale(-high, -high / 2, 0, high / 2, high);
    panel.band(wave, BOT);
  }

  private void line() {
    Panel panel = levels(1, "Line, from the caller: level, dBFS");
    panel.below(loudest(track.lineDbfs), LINE);
  }

  private void residual() {
    Panel panel = levels(
        2, "Residual, the line without the bot's echo: level, dBFS; behind it, in grey, the line");
    panel.below(loudest(track.lineDbfs), LINE_BEHIND);
    panel.below(loudest(track.residualDbfs), RESIDUAL);
  }

  private Panel levels(int place, String heading) {
    Panel panel = panel(place, heading, QUIETEST_DBFS, 0);
    panel.scale(-80, -60, -40, -20, 0);
    return panel;
  }

  private double[] loudest(double[] levels) {
    return Envelope.of(levels.length, k -> levels[k], time.width()).greatest;
  }

  private void delay() {
    double[] delays = Envelope.of(track.frames(), this::delayMs, time.width()).greatest;
    double most = DELAY_STEP_MS;
    for (double delay : delays) {
      most = delay > most ? delay : most;
    }
    double high = Math.ceil(most / DELAY_STEP_MS + 0.5) * DELAY_STEP_MS;
    Panel panel = panel(
        3,
        "Delay of the strongest echo, tracked: ms; dashed, a further path found (jump)",
        0,
        high);
    panel.scale(0, high / 2, high);
    panel.line(delays, DELAY, 2.5f);
    delayLabels(panel);
    verticals(decisions.jumps(), 3, DELAY);
  }

  /** Writes each delay that held for long enough to leave room for it below the line. */
  private void delayLabels(Panel panel) {
    g.setFont(Panel.LABELS);
    int end = LEFT + time.width();
    for (int k = decisions.delays().size() - 1; k >= 0; k--) {
      DelayTrack.Found found = decisions.delays().get(k);
      String label = found.delayMs() + " ms";
      int x = time.x(found.atS()) + 4;
      if (x + g.getFontMetrics().stringWidth(label) < end) {
        int below = Math.min(panel.y(found.delayMs()) + 18, panel.y(0) - 6);
        g.drawString(label, x, below);
      }
      end = x;
    }
  }

  private double delayMs(int frame) {
    int delayMs = track.echo[frame].delayMs();
    return delayMs == EchoReport.UNKNOWN.delayMs() ? Double.NaN : delayMs;
  }

  private void speech() {
    Panel panel = panel(4, "Speech of the caller: probability; dashed, the threshold", 0, 1);
    panel.scale(0, 0.5, 1);
    Envelope speech = Envelope.of(track.frames(), k -> track.speech[k], time.width());
    panel.below(speech.greatest, SPEECH_BELOW);
    panel.line(speech.greatest, SPEECH, 1.2f);
    panel.threshold(0.5, Panel.INK);
  }

  private void decisions() {
    Panel panel =
        panel(5, "Decisions; dashed, in all panels: caller found to begin speaking", 0, 4);
    bars(panel, 3.5, "bot speaks", decisions.bot(), BOT);
    bars(panel, 2.5, "caller speaks", decisions.speech(), SPEECH);
    bars(panel, 1.5, "to STT", decisions.stt(), RESIDUAL);
    keys(panel, 0.5);
  }

  private void bars(Panel panel, double row, String name, List<Span> spans, Color color) {
    panel.left(name, panel.y(row));
    g.setColor(color);
    for (Span span : spans) {
      int from = time.x(span.fromS());
      g.fillRect(from, panel.y(row) - 10, Math.max(2, time.x(span.toS()) - from), 20);
    }
  }

  private void keys(Panel panel, double row) {
    panel.left("keys", panel.y(row));
    g.setFont(Panel.HEADINGS);
    g.setColor(Panel.INK);
    int free = LEFT;
    for (Decisions.Key key : decisions.keys()) {
      int x = Math.max(free, time.x(key.atS()));
      g.drawString(key.key(), x, panel.y(row) + 5);
      free = x + g.getFontMetrics().stringWidth(key.key()) + 2;
    }
  }

  private void verticals(List<Double> timesS, int place, Color color) {
    g.setColor(color);
    g.setStroke(Panel.DASHED);
    Rectangle area = area(place);
    for (double at : timesS) {
      g.drawLine(time.x(at), area.y, time.x(at), area.y + area.height);
    }
  }

  private void timeLabels() {
    Rectangle last = area(panels() - 1);
    int y = last.y + last.height + 20;
    g.setFont(Panel.LABELS);
    g.setColor(Panel.INK);
    for (double at : time.ticksS()) {
      centred(time.label(at), time.x(at), y);
    }
    centred("time since the beginning of the recording, m:ss", LEFT + time.width() / 2, y + 22);
  }

  private void centred(String text, int x, int y) {
    g.drawString(text, x - g.getFontMetrics().stringWidth(text) / 2, y);
  }
}
