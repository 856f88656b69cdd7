package talkspurt.replay;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Path2D;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** One panel of a plot: time runs to the right, one quantity upwards. */
final class Panel {

  static final Font LABELS = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
  static final Font HEADINGS = new Font(Font.SANS_SERIF, Font.BOLD, 15);
  static final Color INK = new Color(0x26, 0x2b, 0x31);
  private static final Color GRID = new Color(0xe3, 0xe6, 0xea);
  private static final Color FRAME = new Color(0x8a, 0x92, 0x9b);
  private static final BasicStroke THIN = new BasicStroke(1);
  static final BasicStroke DASHED = new BasicStroke(
      1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {6, 4}, 0);

  private final Graphics2D g;
  private final Rectangle area;
  private final TimeAxis time;
  private final double low;
  private final double high;

  Panel(Graphics2D g, Rectangle area, TimeAxis time, double low, double high) {
    this.g = g;
    this.area = area;
    this.time = time;
    this.low = low;
    this.high = high;
  }

  /** Draws the heading above the panel, its frame, and its lines in time. */
  void frame(String heading) {
    g.setStroke(THIN);
    g.setColor(GRID);
    for (double at : time.ticksS()) {
      g.drawLine(time.x(at), area.y, time.x(at), area.y + area.height);
    }
    g.setColor(FRAME);
    g.draw(area);
    g.setFont(HEADINGS);
    g.setColor(INK);
    g.drawString(heading, area.x, area.y - 7);
  }

  /** Draws a labelled line at each of some values. */
  void scale(double... values) {
    String format = DoubleStream.of(values).allMatch(v -> v == Math.rint(v)) ? "%.0f" : "%.2f";
    for (double value : values) {
      if (value > low && value < high) {
        g.setStroke(THIN);
        g.setColor(GRID);
        g.drawLine(area.x + 1, y(value), area.x + area.width - 1, y(value));
      }
      left(String.format(Locale.ROOT, format, value), y(value));
    }
  }

  /** Writes to the left of the panel. */
  void left(String text, int y) {
    g.setFont(LABELS);
    g.setColor(INK);
    int width = g.getFontMetrics().stringWidth(text);
    g.drawString(text, area.x - 8 - width, y + 5);
  }

  /** Fills what lies between the least and the greatest value of each column. */
  void band(Envelope series, Color color) {
    g.setColor(color);
    for (int c = 0; c < series.least.length; c++) {
      if (!Double.isNaN(series.least[c])) {
        int top = y(series.greatest[c]);
        g.fillRect(area.x + c, top, 1, Math.max(1, y(series.least[c]) - top));
      }
    }
  }

  /** Fills what lies below a row of values. */
  void below(double[] values, Color color) {
    Path2D outline = new Path2D.Double();
    outline.moveTo(area.x, area.y + area.height);
    for (int c = 0; c < values.length; c++) {
      outline.lineTo(area.x + c, exactY(values[c]));
    }
    outline.lineTo(area.x + values.length - 1, area.y + area.height);
    outline.closePath();
    g.setColor(color);
    g.fill(outline);
  }

  /** Draws a row of values as a line that breaks where there is none. */
  void line(double[] values, Color color, float thickness) {
    Path2D path = new Path2D.Double();
    boolean drawing = false;
    for (int c = 0; c < values.length; c++) {
      if (Double.isNaN(values[c])) {
        drawing = false;
      } else if (drawing) {
        path.lineTo(area.x + c, exactY(values[c]));
      } else {
        path.moveTo(area.x + c, exactY(values[c]));
        drawing = true;
      }
    }
    g.setColor(color);
    g.setStroke(new BasicStroke(thickness, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(path);
  }

  /** Draws a dashed line at a value. */
  void threshold(double value, Color color) {
    g.setStroke(DASHED);
    g.setColor(color);
    g.drawLine(area.x, y(value), area.x + area.width, y(value));
  }

  int y(double value) {
    return (int) Math.round(exactY(value));
  }

  private double exactY(double value) {
    double bounded = Math.max(low, Math.min(high, value));
    return area.y + area.height * (high - bounded) / (high - low);
  }
}
