"""Tests of cold_start_figures: cd loadtest && python3 -m unittest cold_start_test"""
import unittest

import cold_start_figures as f

REPORT = {
    "call_start_ms": {"p50": 1, "p99": 2, "max": 3}, "first_audio_ms": {"p50": 4, "p99": 5},
    "first_sound_ms": {"p50": 6, "p99": 7}, "frames_lost": 8, "interval_ms": {"p50": 20, "p99": 9, "max": 10},
    "gaps_of_100_ms": 11,
}


def reading(variant, **figures):
    return {"variant": variant, "figures": figures}


class Figures(unittest.TestCase):
    def test_takes_them_from_the_report_of_the_first_calls_and_of_the_second(self):
        self.assertEqual(
            {"call_start_p50_ms": 1, "call_start_max_ms": 3, "first_audio_p50_ms": 4, "first_audio_p99_ms": 5,
             "first_sound_p50_ms": 6, "first_sound_p99_ms": 7, "frames_lost": 8, "gap_p99_ms": 9, "gap_max_ms": 10,
             "gaps_of_100_ms": 11}, f.of_callers(REPORT))
        self.assertEqual({"warm_sound_p50_ms": 6, "warm_sound_p99_ms": 7}, f.of_warm(REPORT))

    def test_every_figure_has_a_row(self):
        names = [name for name, _ in f.COLUMNS]
        self.assertEqual(len(names), len(set(names)))
        self.assertLessEqual({*f.of_callers(REPORT), *f.of_warm(REPORT)}, set(names))


class Medians(unittest.TestCase):
    def test_are_of_each_variant_in_the_order_of_measuring(self):
        middle = f.medians([reading("old", ready_s=9), reading("new", ready_s=1), reading("old", ready_s=3),
                            reading("old", ready_s=5), reading("new")])
        self.assertEqual(["old", "new"], list(middle))
        self.assertEqual((5, 1), (middle["old"]["ready_s"], middle["new"]["ready_s"]))
        self.assertIsNone(middle["new"]["frames_lost"])


class Table(unittest.TestCase):
    def test_of_two_variants_has_the_ratio(self):
        rows = f.table(f.medians([reading("old", ready_s=4), reading("new", ready_s=2)])).splitlines()
        self.assertEqual("| figure | old | new | new/old |", rows[0])
        self.assertEqual("| ready s | 4 | 2 | 0.50 |", rows[2])

    def test_of_one_has_none(self):
        rows = f.table(f.medians([reading("new", ready_s=2)])).splitlines()
        self.assertEqual("| figure | new |", rows[0])
        self.assertEqual("| ready s | 2 |", rows[2])

    def test_turns_alternate(self):
        self.assertEqual([("old", 1), ("new", 1), ("old", 2), ("new", 2)], f.in_turns({"old": 0, "new": 0}, 2))


if __name__ == "__main__":
    unittest.main()
