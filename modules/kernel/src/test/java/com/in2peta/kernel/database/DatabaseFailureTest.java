package com.in2peta.kernel.database;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.transaction.SystemException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseFailureTest {

    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "53300", "57P01", "57P03"})
    void aDatabaseThatDoesNotAnswerIsUnavailable(String state) {
        SQLException driver = new SQLException("connection to somebody's database refused", state);

        assertThat(DatabaseFailure.isUnavailability(driver)).isTrue();
        assertThat(DatabaseFailure.isUnavailability(new DatabaseFailure(driver)))
                .isTrue();
        assertThat(DatabaseFailure.isUnavailability(new IllegalStateException(new SQLException("pool", driver))))
                .isTrue();
    }

    @Test
    void aPoolWithoutAConnectionToGiveIsUnavailable() {
        SQLException pool = new SQLException("no connection", new IllegalStateException("waited too long"));

        assertThat(DatabaseFailure.isUnavailability(pool)).isTrue();
        assertThat(DatabaseFailure.isUnavailability(new DatabaseFailure(pool))).isTrue();
    }

    @Test
    void aTransactionThatCannotBeginOrEndIsUnavailable() {
        assertThat(DatabaseFailure.isUnavailability(new IllegalStateException(new SystemException("no commit"))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "57014", "42501", "XX000"})
    void aDatabaseThatAnswersIsAvailable(String state) {
        assertThat(DatabaseFailure.isUnavailability(new DatabaseFailure(new SQLException("no", state))))
                .isFalse();
    }

    @Test
    void whatIsNoMatterOfTheDatabaseIsNeither() {
        assertThat(DatabaseFailure.isUnavailability(new IllegalStateException()))
                .isFalse();
        assertThat(DatabaseFailure.isUniqueViolation(new IllegalStateException()))
                .isFalse();
    }

    @Test
    void aUniqueKeyIsFoundBelowOtherExceptions() {
        SQLException twice = new SQLException("twice", "23505");

        assertThat(DatabaseFailure.isUniqueViolation(new IllegalStateException(twice)))
                .isTrue();
        assertThat(DatabaseFailure.isUniqueViolation(new IllegalStateException(new DatabaseFailure(twice))))
                .isTrue();
    }

    @Test
    void carriesNothingOfTheMessage() {
        DatabaseFailure failure = new DatabaseFailure(new SQLException("Key (email)=(a@example.com) exists", "23505"));

        assertThat(failure).hasMessage("database failure, SQLSTATE 23505").hasNoCause();
    }
}
