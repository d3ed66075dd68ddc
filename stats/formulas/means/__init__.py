"""What the designs of means add to the t tests: adjustment, several arms, visits."""
