package com.in2peta.launcher.ledger;

import com.in2peta.launcher.Home;
import com.in2peta.launcher.ReadyFile;
import com.in2peta.launcher.StartFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** {@code ledger verify}: asks the database for every invariant of the ledger; a line each, the summary last. */
public final class LedgerVerify {

    private static final String QUERY = "select name, ok, detail from billing.verify_ledger()"
            + " union all select name, ok, detail from inference.verify_settlement()";
    private static final int LOGIN_SECONDS = 10;

    private final Path data;
    private final PrintStream out;

    public LedgerVerify(Path data, PrintStream out) {
        this.data = data;
        this.out = out;
    }

    /** Answers whether all invariants hold. */
    public boolean run() {
        String url = jdbcUrl();
        DriverManager.setLoginTimeout(LOGIN_SECONDS);
        int all = 0;
        int broken = 0;
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(QUERY)) {
            while (rows.next()) {
                boolean holds = rows.getBoolean("ok");
                String detail = rows.getString("detail");
                out.println((holds ? "ok      " : "BROKEN  ")
                        + rows.getString("name")
                        + (detail == null || detail.isEmpty() ? "" : ": " + detail));
                all++;
                broken += holds ? 0 : 1;
            }
        } catch (SQLException e) {
            throw new StartFailure("cannot read the ledger of " + data + ": " + e.getMessage(), e);
        }
        if (all == 0) {
            throw new StartFailure("the ledger of " + data + " has no invariants to check");
        }
        out.println(broken == 0 ? "all " + all + " invariants hold" : broken + " of " + all + " invariants are broken");
        return broken == 0;
    }

    private String jdbcUrl() {
        try {
            return new ReadyFile(new Home(data).ready()).read().jdbcUrl();
        } catch (IOException e) {
            throw new StartFailure("nothing runs on " + data + "; start it with: ./in2peta up --data " + data, e);
        }
    }
}
