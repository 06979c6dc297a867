package chorus.store;

import chorus.phonebook.Page;
import chorus.phonebook.Preflight;
import chorus.phonebook.Preflight.Cause;
import chorus.phonebook.Preflight.Order;
import chorus.phonebook.Preflight.Schedule;
import chorus.phonebook.Preflights;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// Looks at lines, and when the next are due.
final class JdbcPreflights implements Preflights {
    private static final int KEPT = 100;

    private final DataSource source;

    JdbcPreflights(DataSource source) {
        this.source = source;
    }

    /// A look at a number that is gone meanwhile is not kept.
    @Override
    public void add(Preflight look) {
        Sql.with(source, "keep a test of a line", sql -> {
            sql.run("""
                    insert into preflights (id, phone_number_id, cause, began_at, steps)
                    select ?, n.id, ?, ?, ?::jsonb from phone_numbers n where n.id = ?""", look.id(), look.cause().code(), look.at(), Json.write(look.steps()), look.numberId());
            return sql.run("""
                    delete from preflights where phone_number_id = ? and id not in (
                        select id from preflights where phone_number_id = ? order by began_at desc, id desc limit ?)""", look.numberId(), look.numberId(), KEPT);
        });
    }

    @Override
    public Page<Preflight> list(UUID numberId, int limit, int offset) {
        return Sql.with(source, "list the tests of a line", sql -> {
            var total = sql.number("select count(*) from preflights where phone_number_id = ?", numberId);
            var items = sql.all(
                    "select " + Columns.list("p", "id", "phone_number_id", "cause", "began_at", "steps")
                            + " from preflights p where p.phone_number_id = ?"
                            + " order by p.began_at desc, p.id desc limit ? offset ?",
                    JdbcPreflights::look,
                    numberId,
                    limit,
                    offset);
            return new Page<>(items, total, limit, offset);
        });
    }

    @Override
    public Optional<Schedule> schedule(UUID numberId) {
        return Sql.with(
                source,
                "look up a test schedule",
                sql -> sql.first(
                        "select " + Columns.list("s", "every_seconds", "loop_to", "patient")
                                + " from preflight_schedules s where s.phone_number_id = ?",
                        row -> {
                            var s = new Columns(row, "s");
                            return new Schedule(Duration.ofSeconds(s.whole("every_seconds")), order(s));
                        },
                        numberId));
    }

    @Override
    public void schedule(UUID numberId, Optional<Schedule> schedule, Instant first) {
        Sql.with(source, "keep a test schedule", sql -> {
            if (schedule.isEmpty()) {
                return sql.run("delete from preflight_schedules where phone_number_id = ?", numberId);
            }
            var wanted = schedule.get();
            return sql.run(
                    """
                    insert into preflight_schedules (phone_number_id, every_seconds, loop_to, patient, next_at)
                    select n.id, ?, ?, ?, ? from phone_numbers n where n.id = ?
                    on conflict (phone_number_id) do update set every_seconds = excluded.every_seconds,
                        loop_to = excluded.loop_to, patient = excluded.patient, next_at = excluded.next_at""",
                    wanted.every().toSeconds(),
                    wanted.order().loopTo(),
                    wanted.order().patient(),
                    first,
                    numberId);
        });
    }

    @Override
    public List<Due> takeDue(Instant now, int most) {
        return Sql.with(
                source,
                "take the tests that are due",
                sql -> sql.all(
                        """
                        update preflight_schedules s set next_at = ?::timestamptz + s.every_seconds * interval '1 second'
                        from phone_numbers n
                        where n.id = s.phone_number_id and s.phone_number_id in (
                            select phone_number_id from preflight_schedules where next_at <= ?
                            order by next_at limit ? for update skip locked)
                        returning n.organization_id as s_organization_id, s.phone_number_id as s_phone_number_id,
                            s.loop_to as s_loop_to, s.patient as s_patient""",
                        row -> {
                            var s = new Columns(row, "s");
                            return new Due(s.id("organization_id"), s.id("phone_number_id"), order(s));
                        },
                        now,
                        now,
                        most));
    }

    private static Order order(Columns s) throws SQLException {
        return new Order(s.textIfAny("loop_to"), s.flag("patient"));
    }

    private static Preflight look(ResultSet row) throws SQLException {
        var p = new Columns(row, "p");
        return new Preflight(
                p.id("id"),
                p.id("phone_number_id"),
                Words.in(Cause.class, p.text("cause")),
                p.instant("began_at"),
                Json.preflightSteps(p.text("steps")));
    }
}
