"""What a protocol is: its model, its sizing, its facts, its rules, its storage. No Streamlit, no Word."""
