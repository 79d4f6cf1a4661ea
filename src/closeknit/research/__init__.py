"""Research: standing questions and what people answered; studies follow."""
