"""Tests of keeping_figures: cd loadtest && python3 -m unittest keeping_test"""
import unittest

import keeping_figures as f


def event(number, kind, call="a", times=1):
    return [{"id": f"evt_{call}_{number}", "type": kind, "sequence": number, "callId": call}] * times


WELL = event(1, "call.started") + event(2, "recording.ready") + event(3, "call.ended") + event(4, "call.outcome")
IDS = [one["id"] for one in WELL]


class Events(unittest.TestCase):
    def test_each_once_and_in_order_is_right(self):
        self.assertEqual([], f.event_faults(WELL, IDS, 0))

    def test_an_event_may_come_again_where_its_answer_was_lost(self):
        again = WELL[:1] + WELL
        self.assertEqual([], f.event_faults(again, IDS, 1))
        self.assertEqual(1, len(f.event_faults(again, IDS, 0)))

    def test_an_earlier_event_may_come_again_behind_a_later_one(self):
        self.assertEqual([], f.event_faults(WELL + WELL[:1], IDS, 1))

    def test_what_is_missing_unknown_or_late_is_told(self):
        self.assertIn("1 events did not come", " ".join(f.event_faults(WELL[:1] + WELL[2:], IDS, 0)))
        self.assertIn("does not tell of", " ".join(f.event_faults(WELL, IDS[1:], 0)))
        late = [WELL[0], WELL[2], WELL[1], WELL[3]]
        self.assertEqual(["call a: recording.ready came after a later event"], f.event_faults(late, IDS, 0))

    def test_a_call_has_one_beginning_one_end_and_one_outcome(self):
        for left in (0, 2, 3):
            some = [one for n, one in enumerate(WELL) if n != left]
            found = f.event_faults(some, [one["id"] for one in some], 0)
            self.assertTrue(any(f"0 × {WELL[left]['type']}" in one for one in found), found)
        doubled = WELL + event(5, "call.ended")
        self.assertEqual(["call a: 2 × call.ended"], f.event_faults(doubled, [*IDS, "evt_a_5"], 0))

    def test_calls_are_in_order_each_for_itself(self):
        other = [{**one, "id": one["id"] + "b", "callId": "b"} for one in WELL]
        self.assertEqual([], f.event_faults([*other, *WELL], [*IDS, *(one["id"] for one in other)], 0))

    def test_a_call_without_a_line_has_no_beginning(self):
        self.assertEqual([], f.event_faults(WELL[2:], IDS[2:], 0, {"a"}))
        self.assertEqual(["call a: 1 × call.started"], f.event_faults(WELL, IDS, 0, {"a"}))

    def test_an_event_of_no_call_has_no_order(self):
        budget = [{"id": "evt_budget", "type": "budget.reached", "sequence": 9}]
        self.assertEqual([], f.event_faults(budget + WELL, [*IDS, "evt_budget"], 0))


PART = {"part": 1, "file": "day/a-1.flac", "state": "ended", "reason": "line-gone", "samples": 480, "stored": "s3://calls/a", "lostSamples": 0}


class Recordings(unittest.TestCase):
    def faults(self, puts={"day/a-1.flac": 1}, samples=480, **differs):
        return f.part_faults("a", [{**PART, **differs}], puts, lambda file: samples)

    def test_a_part_that_is_ended_stored_and_as_long_as_told_is_right(self):
        self.assertEqual([], self.faults())

    def test_each_other_is_told(self):
        for wrong in ({"state": "cut"}, {"stored": ""}, {"puts": {}}, {"samples": 160}, {"samples": None}, {"lostSamples": 5}):
            self.assertEqual(1, len(self.faults(**wrong)), wrong)

    def test_a_part_that_a_full_disk_cut_may_be_of_any_length(self):
        self.assertEqual([], self.faults(reason="disk-full", samples=0))

    def test_a_part_without_a_file_says_why(self):
        self.assertEqual([], self.faults(reason="disk-full", file="", stored=""))
        self.assertNotEqual([], self.faults(reason="line-gone", file="", stored=""))

    def test_a_call_has_a_recorded_part_or_says_why_not(self):
        self.assertEqual([], f.recording_faults("a", [PART]))
        self.assertEqual([], f.recording_faults("a", [{"part": 1, "reason": "disk-full", "file": ""}]))
        for parts in ([], [{"part": 1, "reason": "line-gone", "file": ""}], [{"part": 1}]):
            self.assertEqual(["call a has no recorded part"], f.recording_faults("a", parts))

    def test_a_file_is_put_once(self):
        self.assertEqual([], f.put_again({"a": 1, "b": 1}, 1))
        self.assertIn("such as b", f.put_again({"a": 1, "b": 2}, 1)[0])

    def test_reads_how_long_a_file_of_flac_is(self):
        info = (8000 << 44 | 1 << 41 | 15 << 36 | 123456).to_bytes(8, "big")
        self.assertEqual(123456, f.flac_samples(b"fLaC" + bytes(14) + info + bytes(16)))
        self.assertIsNone(f.flac_samples(b"RIFF" + bytes(40)))


class Others(unittest.TestCase):
    def test_frames_are_lost_beyond_the_share_that_is_lost_anyhow(self):
        before = {"frames_lost": 10, "frames_received": 1000}
        self.assertEqual(5, f.lost_more(before, {"frames_lost": 25, "frames_received": 2000}))
        self.assertEqual(-20, f.lost_more(before, {"frames_lost": 0, "frames_received": 2000}))

    def test_adds_a_metric_up_over_its_labels(self):
        told = "talkspurt_a{x=\"1\"} 2.0\ntalkspurt_a{x=\"2\"} 3.0\ntalkspurt_ab 7.0\n# talkspurt_a 1\ntalkspurt_b 4\n"
        self.assertEqual(5, f.sample(told, "talkspurt_a"))
        self.assertEqual(4, f.sample(told, "talkspurt_b"))

    def test_rows_are_those_that_a_rebuild_makes(self):
        self.assertEqual([], f.table_faults("t", ["a", "b"], ["b", "a"]))
        self.assertIn("does not make, such as a", f.table_faults("t", ["a", "b", "a"], ["b", "a"])[0])
        self.assertIn("t lacked 1 rows", f.table_faults("t", ["b"], ["b", "a"])[0])

    def test_a_trouble_is_told_once_when_it_begins_and_once_when_it_ends(self):
        self.assertEqual([], f.line_faults(["WARN away: x", "INFO back"], "away: ", "back"))
        self.assertEqual(1, len(f.line_faults(["away", "away", "back"], "away", "back")))
        self.assertEqual(2, len(f.line_faults([], "away", "back")))

    def test_counts_lines_whatever_their_numbers(self):
        lines = ["7 of a1b2c3d4-0000-4000-8000-00000000000f", "8 of a1b2c3d4-0000-4000-8000-00000000000e", "other"]
        self.assertEqual([("# of #", 2), ("other", 1)], f.kinds(lines))


if __name__ == "__main__":
    unittest.main()
