package com.in2peta.compliance.erasure;

import com.in2peta.compliance.config.ComplianceConfig;
import com.in2peta.compliance.residue.DatabaseScan;
import com.in2peta.compliance.residue.FolderScan;
import com.in2peta.compliance.residue.Needle;
import com.in2peta.compliance.residue.ScanReport;
import com.in2peta.kernel.database.Sql;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Searches what a run can reach: the database as its role sees it, and the folders that the settings name. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ResidueSearch {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    ComplianceConfig config;

    public ScanReport search(List<Needle> needles) {
        List<ScanReport> reports = new ArrayList<>();
        reports.add(Sql.with(database, connection -> DatabaseScan.of(connection, needles)));
        for (Path folder : config.scanDirs()) {
            try {
                reports.add(FolderScan.of(folder, needles));
            } catch (IOException e) {
                throw new UncheckedIOException("a folder cannot be searched", e);
            }
        }
        return ScanReport.joined(reports);
    }
}
