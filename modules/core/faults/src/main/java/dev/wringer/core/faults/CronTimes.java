package dev.wringer.core.faults;

import dev.wringer.core.model.InvalidValue;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.Optional;

/** The moments that a crontab expression names (crontab(5): minute, hour, day of month, month, day of week), in UTC. */
final class CronTimes {
    private static final int DAYS_SEARCHED = 366 * 5;
    private static final int SUNDAY_TOO = 7;

    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet daysOfMonth;
    private final BitSet months;
    private final BitSet daysOfWeek;
    private final boolean eitherDay;

    /** @throws InvalidValue when it is no such expression */
    CronTimes(String expression) {
        String[] fields = expression.strip().split("\\s+", -1);
        if (fields.length != 5) {
            throw wrong(expression);
        }
        minutes = field(fields[0], 0, 59, expression);
        hours = field(fields[1], 0, 23, expression);
        daysOfMonth = field(fields[2], 1, 31, expression);
        months = field(fields[3], 1, 12, expression);
        daysOfWeek = field(fields[4], 0, SUNDAY_TOO, expression);
        if (daysOfWeek.get(SUNDAY_TOO)) {
            daysOfWeek.set(0);
        }
        eitherDay = !fields[2].startsWith("*") && !fields[4].startsWith("*");
    }

    /** The first moment after a time; empty when there is none within five years. */
    Optional<Instant> after(Instant time) {
        ZonedDateTime minute =
                time.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        ZonedDateTime last = minute.plusDays(DAYS_SEARCHED);
        while (minute.isBefore(last)) {
            if (!isDay(minute)) {
                minute = minute.truncatedTo(ChronoUnit.DAYS).plusDays(1);
            } else if (!hours.get(minute.getHour())) {
                minute = minute.truncatedTo(ChronoUnit.HOURS).plusHours(1);
            } else if (!minutes.get(minute.getMinute())) {
                minute = minute.plusMinutes(1);
            } else {
                return Optional.of(minute.toInstant());
            }
        }
        return Optional.empty();
    }

    /** Where both days are restricted, either will do. */
    private boolean isDay(ZonedDateTime day) {
        boolean ofMonth = daysOfMonth.get(day.getDayOfMonth());
        boolean ofWeek = daysOfWeek.get(day.getDayOfWeek().getValue() % SUNDAY_TOO);
        return months.get(day.getMonthValue()) && (eitherDay ? ofMonth || ofWeek : ofMonth && ofWeek);
    }

    private static BitSet field(String field, int min, int max, String expression) {
        BitSet values = new BitSet();
        for (String part : field.split(",", -1)) {
            String[] stepped = part.split("/", 2);
            String[] range = (stepped[0].equals("*") ? min + "-" + max : stepped[0]).split("-", 2);
            int from = number(range[0], expression);
            int to = range.length == 2 ? number(range[1], expression) : stepped.length == 2 ? max : from;
            int step = stepped.length == 2 ? number(stepped[1], expression) : 1;
            if (from < min || to > max || from > to || step < 1) {
                throw wrong(expression);
            }
            for (int value = from; value <= to; value += step) {
                values.set(value);
            }
        }
        return values;
    }

    private static int number(String digits, String expression) {
        if (!digits.matches("\\d{1,3}")) {
            throw wrong(expression);
        }
        return Integer.parseInt(digits);
    }

    private static InvalidValue wrong(String expression) {
        return new InvalidValue(
                "cron",
                "`" + expression + "` is not a crontab expression",
                "minute, hour, day of month, month, day of week, such as */15 * * * *");
    }
}
