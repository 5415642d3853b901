"""每日一传: the daily report from a phone, a document for who has its project's link."""
